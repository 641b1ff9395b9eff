import Testing

@testable import UptTensor

/// Equations and factorisations: what they promise, their gradients, their refusals.
@Suite struct LinearAlgebraTests {
  /// A matrix far from singular, without symmetry.
  static func regular(_ size: Int, seed: Int = 1) throws -> Tensor {
    try sample([size, size], seed: seed) + Tensor.eye(size) * Tensor(scalar: 3)
  }

  static func isIdentity(_ tensor: Tensor, within tolerance: Double = 1e-5) throws -> Bool {
    let expected = try Tensor.eye(tensor.shape[0]).data.map(Double.init)
    return tensor.shape[0] == 0 || relativeDifference(tensor.data, expected) < tolerance
  }

  static func agree(_ a: Tensor, _ b: Tensor) -> Bool {
    a.shape == b.shape && relativeDifference(a.data, b.data.map(Double.init)) < 1e-5
  }

  @Test(arguments: [0, 1, 2, 3, 10, 65])
  func equations(_ size: Int) throws {
    let a = try Self.regular(size)
    let inverse = try Variable(a).inverse().value
    #expect(try Self.isIdentity(a.matmul(inverse)))
    let b = sample([size, 2], seed: 3)
    let x = try Variable(a).solved(for: Variable(b)).value
    #expect(try Self.agree(a.matmul(x), b))
    let vector = sample([size], seed: 4)
    #expect(try Variable(a).solved(for: Variable(vector)).value.shape == [size])
  }

  @Test(arguments: [1, 2, 5])
  func derivativesInDoublePrecision(_ size: Int) throws {
    let right = Variable(sample([size, 2], seed: 3))
    let functions: [(Variable) throws -> Variable] = [
      { try $0.determinant() }, { try $0.inverse() }, { try $0.solved(for: right) },
    ]
    for function in functions {
      let report = try GradCheck.check(function, at: Self.regular(size))
      #expect(report.precision == .double)
      #expect(report.largestError < 1e-7)
    }
  }

  @Test func determinants() throws {
    func det(_ rows: [[Float]]) throws -> Float {
      let tensor = try Tensor([rows.count, rows.count], rows.flatMap { $0 })
      return try tensor.determinant().data[0]
    }
    #expect(try det([]) == 1)
    #expect(try det([[3]]) == 3)
    #expect(try det([[1, 2], [3, 4]]) == -2)
    #expect(try det([[0, 1], [1, 0]]) == -1)
    #expect(try det([[0, 0, 1], [1, 0, 0], [0, 1, 0]]) == 1)
    #expect(try det([[1, 2], [2, 4]]) == 0)
  }

  @Test(arguments: [[1, 1], [3, 3], [5, 2], [2, 5], [40, 30], [0, 3], [3, 0]])
  func factorisations(_ shape: [Int]) throws {
    let a = sample(shape, seed: 2)
    let (u, s, vt) = try a.singularValues()
    let count = min(shape[0], shape[1])
    #expect([u.shape, s.shape, vt.shape] == [[shape[0], count], [count], [count, shape[1]]])
    #expect(try Self.agree((u * s).matmul(vt), a))
    #expect(try Self.isIdentity(u.transposed().matmul(u)))
    #expect(try Self.isIdentity(vt.matmul(vt.transposed())))
    #expect(zip(s.data, s.data.dropFirst()).allSatisfy { $0 >= $1 })

    let (q, r) = try a.orthogonalised()
    #expect([q.shape, r.shape] == [[shape[0], count], [count, shape[1]]])
    #expect(try Self.agree(q.matmul(r), a))
    #expect(try Self.isIdentity(q.transposed().matmul(q)))
    for row in 0..<count {
      let start = row * shape[1]
      #expect(r.data[start..<start + row].allSatisfy { $0 == 0 })
      #expect(r.data[start + row] >= 0)
    }

    let symmetric = try a.matmul(a.transposed())
    let (values, vectors) = try symmetric.symmetricEigenvectors()
    #expect(try Self.isIdentity(vectors.transposed().matmul(vectors)))
    #expect(try Self.agree((vectors * values).matmul(vectors.transposed()), symmetric))
    #expect(zip(values.data, values.data.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test func signsAreSettled() throws {
    let a = sample([6, 4], seed: 5)
    let minus = -a
    #expect(try Self.agree(a.singularValues().u, minus.singularValues().u))
    #expect(try a.orthogonalised().r == minus.orthogonalised().r)
  }

  static let gradientCases: [GradientCase] = [1, 2, 3].flatMap { size -> [GradientCase] in
    let regular: @Sendable (Variable) throws -> Variable = {
      try $0 + Variable(.eye(size) * Tensor(scalar: 3))
    }
    return [
      GradientCase("solve", [[size, size], [size, 2]]) { try regular($0[0]).solved(for: $0[1]) },
      GradientCase("solve", [[size, size], [size]]) { try regular($0[0]).solved(for: $0[1]) },
      GradientCase("inverse", [[size, size]]) { try regular($0[0]).inverse() },
      GradientCase("det", [[size, size]]) { try $0[0].determinant() },
      GradientCase("diagonal", [[size, size + 1]]) { try $0[0].diagonal() },
      GradientCase("diagonal", [[size]]) { try $0[0].diagonal() },
      GradientCase("outer", [[size], [2]]) { try $0[0].outer($0[1]) },
      GradientCase("cosine", [[size, 3], [3]]) { try $0[0].cosineSimilarity($0[1]) },
    ]
  }

  @Test(arguments: gradientCases)
  func gradients(_ test: GradientCase) throws {
    let report = try test.worst()
    #expect(report.largestError < 1e-3, "\(report)")
  }

  @Test func theDeterminantOfASingularMatrixHasAGradient() throws {
    let a = Variable(try Tensor([2, 2], [1, 2, 2, 4]), requiresGradient: true)
    let gradient = try Variable.gradient(of: a.determinant(), withRespectTo: [a])[0]
    #expect(Self.agree(gradient, try Tensor([2, 2], [4, -2, -2, 1])))
  }

  @Test func whatIsRefused() throws {
    let singular = try Tensor([2, 2], [1, 2, 2, 4])
    expectError(.value, "the matrix is singular") { _ = try Variable(singular).inverse() }
    let infinite = try Tensor([2, 2], [1, .infinity, 2, 4])
    for body in [
      { _ = try infinite.singularValues() }, { _ = try infinite.orthogonalised() },
      { _ = try infinite.symmetricEigenvectors() }, { _ = try infinite.determinant() },
      { _ = try infinite.solved(for: infinite) },
    ] as [() throws -> Void] {
      expectError(.value, "the matrix holds numbers that are not finite", body)
    }
    let wide = sample([2, 3])
    expectError(.shape, "the inverse is that of a square matrix, not the shape [2, 3]") {
      _ = try Variable(wide).inverse()
    }
    expectError(.shape, "the determinant is that of a square matrix") { _ = try wide.determinant() }
    expectError(.shape, "2 equations have 2 right sides, not 3") {
      _ = try singular.solved(for: .zeros([3, 1]))
    }
    expectError(.shape, "a matrix is needed, but the shape is [3]") {
      _ = try Tensor.zeros([3]).singularValues()
    }
    expectError(.value, "the matrix is not symmetric") {
      _ = try Tensor([2, 2], [1, 2, 3, 4]).symmetricEigenvectors()
    }
    expectError(.memory, "is too large for linear algebra") {
      _ = try Tensor.zeros([5000, 5000]).determinant()
    }
    let x = Variable(singular, requiresGradient: true)
    expectError(.value, "`svd` has no derivative here") { _ = try x.constant(for: "svd") }
  }
}
