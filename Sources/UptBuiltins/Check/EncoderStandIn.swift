import UptCLIP
import UptRuntime

/// What stands for an encoder while a program is checked.
final class EncoderStandIn: StandIn {
  /// Its sizes, if they are known.
  let configuration: CLIPConfiguration?

  init(_ configuration: CLIPConfiguration?) {
    self.configuration = configuration
    super.init(like: nil)
  }

  override var valueType: ValueType { EncoderObject.valueType }
  override var typeName: String { valueType.name }
  override var anyElement: Value? { nil }

  override func member(_ name: String) throws -> Value? {
    switch name {
    case "name": .someText
    case "text": configuration?.textRecord ?? .unknown
    case "vision": configuration?.visionRecord ?? .unknown
    case "embedding": configuration.map { .int($0.embeddingWidth) } ?? .someInt
    default: valueType.property(name).map { _ in .unknown }
    }
  }

  override func method(_ name: String) -> Builtin? {
    valueType.method(name).map { $0.rehearsed(by: answer) }
  }

  private func answer(_ call: Call) throws -> Value {
    switch call.builtin.name {
    case "tokenize":
      _ = try call.certain("text") { try $0.text(0) }
      return .someList
    case "encode_text":
      guard let width = configuration?.embeddingWidth else { return .object(UnknownTensor()) }
      let count = try call.certain("texts") { call in
        if case .text = call[0] { return 1 }
        return try call.strings(0).count
      }
      return .object(TensorStandIn.of(count.map { [$0, width] }))
    case "encode_image": return .object(UnknownTensor())
    case "attention": return .object(EngineStandIns.attention)
    default: return .unknown
    }
  }

  override func standIn(joining other: HostObject) -> HostObject? {
    if other === self { return self }
    guard let other = other as? EncoderStandIn else { return nil }
    return EncoderStandIn(other.configuration == configuration ? configuration : nil)
  }
}
