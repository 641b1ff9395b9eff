import Testing

@testable import UptTensor

@Suite struct GraphTests {
  @Test func longChainsNeitherOverflowInBackwardNorOnRelease() throws {
    let x = Variable(Tensor(scalar: 1), requiresGradient: true)
    weak var middle: Variable?
    do {
      var y = x
      for step in 0..<200_000 {
        y = try y + 1
        if step == 100_000 { middle = y }
      }
      #expect(try Variable.gradient(of: y, withRespectTo: [x])[0] == Tensor(scalar: 1))
    }
    #expect(middle == nil)
  }

  @Test func aChainHeldInTheMiddleSurvivesItsEnd() throws {
    let x = Variable(Tensor(scalar: 2), requiresGradient: true)
    var y = x
    var middle = x
    for step in 0..<1000 {
      y = -y
      if step == 499 { middle = y }
    }
    y = x
    #expect(try Variable.gradient(of: middle, withRespectTo: [x])[0] == Tensor(scalar: 1))
  }

  /// Doubling 60 times over has 2⁶⁰ paths; each node must be visited once.
  @Test func sharedResultsAreVisitedOnce() throws {
    let x = Variable(Tensor(scalar: 1), requiresGradient: true)
    var y = x
    for _ in 0..<60 { y = try y + y }
    #expect(try Variable.gradient(of: y, withRespectTo: [x])[0] == Tensor(scalar: 0x1p60))
  }

  @Test func constantsRecordNothing() throws {
    let a = Variable(sample([2, 2]))
    let b = Variable(sample([2, 2]), requiresGradient: true)
    let constant = try (a * a + 1).matmul(a)
    #expect(constant.inputs.isEmpty && constant.pullback == nil)
    let mixed = try a.matmul(b)
    #expect(mixed.inputs.count == 1 && mixed.inputs[0] === b)
  }

  @Test func severalRootsAddUp() throws {
    let x = Variable(sample([3]), requiresGradient: true)
    let double = try 2 * x
    let square = x.apply(.square)
    let seed = sample([3], seed: 5)
    let gradients = try Variable.backward(
      seeds: [(double, seed), (square, seed), (double, seed)], keeping: [double])
    #expect(gradients[x] == (try 4 * seed + 2 * x.value * seed))
    #expect(gradients[double] == (try 2 * seed))
    #expect(gradients[square] == nil)
  }

  @Test func aRootThatIsALeafIsItsOwnGradient() throws {
    let x = Variable(Tensor(scalar: 3), requiresGradient: true)
    let other = Variable(sample([2]), requiresGradient: true)
    let gradients = try Variable.gradient(of: x, withRespectTo: [x, other])
    #expect(gradients == [Tensor(scalar: 1), Tensor.zeros(like: other.value)])
  }

  @Test func customPullbacksAreCalledOnceWithTheWholeGradient() throws {
    let x = Variable(sample([2]), requiresGradient: true)
    let unused = Variable(sample([3]), requiresGradient: true)
    var calls = 0
    let y = Variable.custom("pass", inputs: [x, unused], value: x.value) { dy in
      calls += 1
      return [dy, nil]
    }
    let gradients = try Variable.gradient(of: (y + y * 2).sum(), withRespectTo: [x, unused])
    #expect(calls == 1)
    #expect(gradients == [try .full([2], 3), try .zeros([3])])
  }

  @Test func wrongCustomGradientsAreErrors() throws {
    let x = Variable(sample([2]), requiresGradient: true)
    let few = Variable.custom("few", inputs: [x], value: Tensor(scalar: 0)) { _ in [] }
    let wide = Variable.custom("wide", inputs: [x], value: Tensor(scalar: 0)) { [$0] }
    let stopped = Variable.custom("stopped", inputs: [x], value: Tensor(scalar: 0)) { _ in
      throw EngineError(.interrupted, "stopped")
    }
    let kinds = [few, wide, stopped].map { y in
      engineError { _ = try Variable.gradient(of: y, withRespectTo: [x]) }?.kind
    }
    #expect(kinds == [.shape, .shape, .interrupted])
  }
}
