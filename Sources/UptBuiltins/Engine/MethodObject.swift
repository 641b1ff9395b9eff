import UptCLIP
import UptRuntime
import UptTensor
import UptTuning

/// A prompt method as a value of the language.
final class MethodObject: HostObject {
  let method: PromptMethod
  /// The script's function that makes the prompts, of a method that a script defines.
  let function: FunctionValue?

  init(_ method: PromptMethod, function: FunctionValue? = nil) {
    self.method = method
    self.function = function
  }

  override var valueType: ValueType { Self.valueType }
  override func standIn(joining other: HostObject) -> HostObject? {
    other === self ? EngineStandIns.method : nil
  }
  /// Its name, so that tables and plots of methods read well.
  override var summary: String { method.name }
  override func count(_ bytes: inout ByteCount) { bytes.add(method.model) }
  override var describe: String {
    var lines = ["prompt method \(method.name) for the encoder \(method.model.name)"]
    if let layout = method.textLayout {
      lines.append(
        "  text    \(layout.length) vectors, \(layout.position.rawValue)"
          + (layout.classSpecific ? ", for each class" : ""))
    }
    switch method.visualDepth {
    case .shallow: lines.append("  visual  before the first block")
    case .deep(let blocks): lines.append("  visual  at each of \(blocks) blocks")
    case nil: break
    }
    if let count = try? method.parameterCount() { lines.append("  \(count) parameters") }
    return lines.joined(separator: "\n")
  }

  static let valueType = ValueType(
    "method", "A way to tune prompts for an encoder.",
    properties: [
      Property("name", "What it is called.") { (method: MethodObject) in
        .text(method.method.name)
      },
      Property("parameter_count", "How many numbers it learns.") { (method: MethodObject) in
        .int(try method.method.parameterCount())
      },
      Property("encoder", "The encoder that it was made for.") { (method: MethodObject) in
        .object(EncoderObject(method.method.model))
      },
    ],
    methods: methods)

  override func isEqual(to other: Value) -> Bool {
    guard case .object(let object as MethodObject) = other else { return false }
    return object === self || (method.recipe != nil && method.recipe == object.method.recipe
      && method.model === object.method.model)
  }

  private static let methods: [Builtin] = [
    Builtin(
      "parameters", [.optional("classes", .int(1)), .optional("seed", .int(1))],
      help: """
        The initial parameters, a record of tensors.

            text_prompt(encoder("demo")).parameters(seed: 1).ctx.shape      # [4, 128]
        """
    ) { call in
      let method = try call.receiver(as: MethodObject.self).method
      let parameters = try method.initialize(call.count("classes"), call.int("seed"))
      return .record(parameters.map { (label($0.name), .object(TensorObject($0.value))) })
    }
  ]

  /// A parameter's name as a label: the authors' names have points in them.
  static func label(_ name: String) -> String { String(name.map { $0 == "." ? "_" : $0 }) }
}
