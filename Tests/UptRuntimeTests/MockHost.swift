import UptRuntime
import UptSyntax

/// A stand-in for a tensor: it knows its shape, and shows what the language asked of it.
final class MockTensor: HostObject {
  let shape: [Int]

  init(_ shape: [Int]) { self.shape = shape }

  override var valueType: ValueType { Self.valueType }
  override var summary: String { "tensor\(shape)" }
  override var count: Int? { shape.first ?? 0 }

  static let valueType = ValueType(
    "tensor", "A shape.",
    properties: [
      Property("shape", "The size of each axis.") { (tensor: MockTensor) in
        .list(tensor.shape.map(Value.int))
      },
      Property("T", "The transposed tensor.") { (tensor: MockTensor) in
        .object(MockTensor(tensor.shape.reversed()))
      },
    ],
    methods: methods)

  private static let methods: [Builtin] = [
    Builtin("sum", [.omissible("axis")], help: "The sum along an axis.") { call in
      let tensor = try call.receiver(as: MockTensor.self)
      guard call.has("axis") else { return .real(Double(tensor.shape.reduce(1, *))) }
      var shape = tensor.shape
      shape.remove(at: try Subscript.position(call.int("axis"), count: shape.count))
      return .object(MockTensor(shape))
    }
  ]

  override func element(at position: Int) throws -> Value {
    .object(MockTensor(Array(shape.dropFirst())))
  }

  override func index(_ items: [Subscript]) throws -> Value {
    var result: [Int] = []
    for (axis, item) in items.enumerated() {
      switch item {
      case .value(.int(let index)): _ = try Subscript.position(index, count: shape[axis])
      case .value(let value):
        throw RuntimeError(.type, "a tensor has no index of \(value.typeWithArticle)")
      case .slice(let low, let high, let isClosed):
        result.append(
          try Subscript.bounds(low: low, high: high, isClosed: isClosed, count: shape[axis]).count)
      }
    }
    return .object(MockTensor(result + shape.dropFirst(items.count)))
  }

  override func setIndex(_ items: [Subscript], to value: Value) throws -> Value {
    .object(MockTensor(shape + [items.count]))
  }

  override func binary(_ op: BinaryOperator, with other: Value, reversed: Bool) throws -> Value? {
    switch (op, other) {
    case (.matmul, .object(let right as MockTensor)):
      guard shape.last == right.shape.first else {
        throw RuntimeError(.value, "shapes \(shape) and \(right.shape) do not fit")
      }
      return .object(MockTensor(shape.dropLast() + right.shape.dropFirst()))
    case (.add, _), (.subtract, _), (.multiply, _), (.divide, _), (.power, _):
      return .object(MockTensor(reversed ? shape + [-1] : shape))
    default: return nil
    }
  }

  override func negate() throws -> Value? { .object(MockTensor(shape)) }
}

/// An error that the language knows nothing of.
struct EngineFailure: Error {
  let text: String
}

/// Built-ins with the signatures of the domain's.
enum MockHost {
  static let builtins: [Builtin] = [
    Builtin("tensor", [.required("values")], help: "A tensor.") { call in
      var shape: [Int] = []
      var value = call[0]
      while let elements = try value.elements() {
        shape.append(elements.count)
        guard let first = elements.first else { break }
        value = first
      }
      return .object(MockTensor(shape))
    },
    Builtin(
      "normal", [.required("shape"), .optional("std", .real(1)), .optional("seed", .int(0))],
      help: "Random numbers."
    ) { call in .object(MockTensor(try call.list(0).compactMap { if case .int(let n) = $0 { n } else { nil } })) },
    Builtin("relu", [.required("x")], help: "Positive parts.") { call in
      .object(try call.object(0, as: MockTensor.self, named: "a tensor"))
    },
    Builtin("grad", [.required("function")], help: "A derivative.") { call in
      let function = try call.function(0)
      return .function(
        Builtin("grad of \(function.name)", [.required("x")]) { inner in
          try inner.call(function, [inner[0]])
        })
    },
    Builtin(
      "sweep", [.labelled("axes"), .required("run")], help: "Runs a closure for every point."
    ) { call in
      let axes = try call.record("axes")
      var points: [[Value]] = [[]]
      for values in try axes.values.map({ try $0.elements() ?? [] }) {
        points = points.flatMap { point in values.map { point + [$0] } }
      }
      let function = try call.function("run")
      return .list(
        try points.map {
          try call.call(function, [.record(RecordValue(labels: axes.labels, values: $0))])
        })
    },
    Builtin("fail", [.required("kind")], help: "Fails.") { call in
      switch try call.text(0) {
      case "engine": throw EngineFailure(text: "the engine stopped")
      case "foreign": throw CancellationError()
      default: throw call.error(0, "this kind is not known")
      }
    },
    Builtin("interrupt", help: "Asks to stop.") { call in
      call.interpreter.interrupt.interrupt()
      return .nothing
    },
  ]

  /// What a script prints and reports, as one text.
  static func transcript(
    _ source: SourceFile, parameters: [(name: String, text: String)] = [], limits: Limits = Limits()
  ) throws -> String {
    try runOnBigStack(megabytes: 256) {
      var text = ""
      let host = Host(
        output: { text += $0 },
        translate: { error in
          (error as? EngineFailure).map { RuntimeError(.host, $0.text, hint: "restart it") }
        },
        load: { path, importer in
          // Names in transcripts stay short: scripts are called by their path below `Cases`.
          let name = (path.hasPrefix("modules/") ? "" : "modules/") + path
          let file = GoldenTests.folder.appendingPathComponent(name)
          guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw RuntimeError(.file, "\(name): no such file")
          }
          return (name, SourceFile(name: name, text: text))
        })
      let interpreter = Interpreter(host: host, builtins: builtins, limits: limits)
      let program = Parser.parse(source)
      for warning in interpreter.check(program) where warning.severity == .warning {
        text += DiagnosticRenderer().render(warning) + "\n"
      }
      do {
        try interpreter.run(program, parameters: parameters, output: { _, output in
          text += "-> \(interpreter.display(output))\n"
        })
      } catch let failure as ScriptFailure {
        text += failure.description + "\n"
      }
      return text
    }
  }
}
