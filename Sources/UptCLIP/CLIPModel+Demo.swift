import UptTensor

extension CLIPModel {
  /// The name of the encoder that comes with the program, where a path may stand.
  public static let demoName = "demo"

  /// Where the checkpoint of an encoder lies that a user names: the embedded one, or a path.
  /// - Throws: `.file` when the embedded one is not where the program looks for it.
  public static func location(of name: String) throws -> String {
    name == demoName ? try Resources.locate("demo.safetensors").path : name
  }

  /// The encoder that a user names: the embedded one, or the path of a checkpoint.
  /// - Throws: what loading throws.
  public static func named(_ name: String, activation: Activation? = nil) throws -> CLIPModel {
    try CLIPModel(path: location(of: name), name: name, activation: activation)
  }
}
