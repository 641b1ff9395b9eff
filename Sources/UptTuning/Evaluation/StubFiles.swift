import UptCLIP
import UptTensor
extension Tuned {
  public func save(to path: String) throws {}
  public static func load(_ p: String, model: CLIPModel, method: PromptMethod? = nil) throws -> Tuned { throw EngineError(.file, "") }
}
