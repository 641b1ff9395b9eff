import Testing
import UptBuiltins
import UptRuntime
import UptSyntax

/// Calls everything with anything: the result may be an error, but never a trap.
@Suite struct TensorRobustnessTests {
  static let expressions = [
    "nil", "true", "0", "-1", "3", "2.5", "1e300", "nan", "inf", "9223372036854775807",
    "-9223372036854775807 - 1", "\"a\"", "[]", "[0, 1]", "[[1, 2], [3]]", "[true, false]", "1...3",
    "(a: 1, b: ones([2]))", "tensor(1)", "ones([2, 3])", "zeros([0, 3])", "normal([2], seed: 1)",
    "ones([2, 3]) > 0", "{ x in x }", "{ x in (x * x).sum() }", "[ones([2]), ones([3])]",
  ]

  private func values(_ session: TensorSession) throws -> [Value] {
    try Self.expressions.enumerated().map { index, expression in
      _ = session.run("let v\(index) = \(expression)")
      return try #require(session.value("v\(index)"), "\(expression)")
    }
  }

  @Test func functionsOfUpToTwoArguments() throws {
    let session = TensorSession()
    let values = try values(session)
    try runOnBigStack {
      for builtin in TensorLibrary.builtins(BuiltinContext()) {
        for first in values {
          session.attempt(FunctionValue(builtin), [first])
          for second in values { session.attempt(FunctionValue(builtin), [first, second]) }
        }
      }
    }
  }

  @Test func methodsOfUpToTwoArguments() throws {
    let session = TensorSession()
    let values = try values(session)
    try runOnBigStack {
      for receiver in values where receiver.typeName == "tensor" {
        for method in TensorLibrary.methods {
          let function = FunctionValue(method, receiver: receiver)
          session.attempt(function, [])
          for first in values {
            session.attempt(function, [first])
            for second in values { session.attempt(function, [first, second]) }
          }
        }
      }
    }
  }

  @Test func operatorsAndSubscripts() throws {
    let session = TensorSession()
    let values = try values(session)
    let bounds = [nil, 0, 1, -1, 3, 4, -4, Int.max, Int.min]
    var subscripts = values.map(Subscript.value)
    for low in bounds {
      for high in bounds {
        subscripts.append(.slice(low: low, high: high, isClosed: false))
        subscripts.append(.slice(low: low, high: high, isClosed: true))
      }
    }
    for receiver in values {
      guard case .object(let tensor) = receiver else { continue }
      for value in values {
        for op in BinaryOperator.allCases {
          _ = try? tensor.binary(op, with: value, reversed: false)
          _ = try? tensor.binary(op, with: value, reversed: true)
        }
        _ = tensor.isEqual(to: value)
      }
      for first in subscripts {
        describe(try? tensor.index([first]))
        _ = try? tensor.setIndex([first], to: .int(1))
        for second in subscripts {
          describe(try? tensor.index([first, second]))
          _ = try? tensor.setIndex([first, second], to: .list([.int(1), .int(2)]))
        }
      }
    }
  }

  private func describe(_ value: Value?) {
    guard let value else { return }
    #expect(!value.describe.isEmpty)
    #expect(!value.summary.isEmpty)
  }

  @Test func aListNestedVeryDeep() {
    let shown = TensorSession().run("var l = [1]\nfor i in 0..<1000 { l = [l] }\ntensor(l)")
    #expect(shown.contains("nests deeper"))
  }
}

@Suite struct RandomStateTests {
  @Test func unseededNumbersFollowTheRunsSeed() {
    let script = "normal([3])\nuniform([2])\nxavier([2, 2])"
    let first = TensorSession(seed: 1).transcript(script)
    #expect(TensorSession(seed: 1).transcript(script) == first)
    #expect(TensorSession(seed: 2).transcript(script) != first)
  }

  @Test func settingTheSeedStartsOver() {
    let session = TensorSession(seed: 5)
    let first = session.run("normal([3])")
    #expect(session.run("normal([3])") != first)
    session.context.random.seed = 5
    #expect(session.run("normal([3])") == first)
  }

  /// Scripts that differ in other lines only, and what all of them end with.
  @Test(arguments: [
    ["let b = normal([2])\nb", "let a = normal([2])\nlet b = normal([2])\nb",
     "let b =   normal( [2] )\nlet a = uniform([3])\nb"],
    ["func draw() { normal([2]) }\nlet a = draw()\nlet b = draw()\n[a, b]",
     "func draw() { normal([2]) }\nlet b = draw()\nlet a = draw()\n[a, b]"],
    ["var x = zeros([2])\nfor i in 0..<3 { x = normal([2]) }\nx",
     "var x = zeros([2])\nfor i in 0..<3 {\n  let y = normal([2])\n  x = normal([2])\n}\nx"],
  ])
  func otherLinesChangeNothing(_ scripts: [String]) {
    let results = scripts.map { TensorSession().run($0) }
    #expect(Set(results).count == 1, "\(results)")
  }

  @Test(arguments: [
    "let a = normal([2])\nlet b = normal([2])\n(a == b).all()",
    "(normal([2]) == normal([2])).all()",
    "let drawn = [normal([2]) for i in 0..<2]\n(drawn[0] == drawn[1]).all()",
    "func draw() { normal([2]) }\n(draw() == draw()).all()",
    "func draw(n) { if n == 0 { normal([2]) } else { draw(n - 1) } }\n(draw(1) == draw(2)).all()",
  ])
  func everyCallDrawsItsOwn(_ script: String) {
    #expect(TensorSession().run(script).hasSuffix("false\n"))
  }

  @Test func aCallWithItsOwnSeedChangesNothingElse() {
    let plain = TensorSession().transcript("normal([3])")
    #expect(TensorSession().transcript("let a = normal([9], seed: 3)\nnormal([3])") == plain)
  }
}
