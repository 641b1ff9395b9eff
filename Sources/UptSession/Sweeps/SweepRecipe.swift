import UptTensor

/// What a run of a script is told from others by.
public struct SweepRecipe: Sendable, Hashable {
  /// The script's name without its folder.
  public let script: String
  /// The hash of its text.
  public let text: String
  /// The values that replaced those of its parameters: `shots=4`.
  public let settings: [String]
  /// The seed of whatever the script gives none.
  public let seed: Int

  /// The recipe of a script at a path.
  public init(script path: String, text: String, settings: [String], seed: Int) {
    script = String(path.split(separator: "/").last ?? Substring(path))
    self.text = String(SHA256.hex(text.utf8).prefix(16))
    self.settings = settings
    self.seed = seed
  }

  /// What the run was told apart from its script: `shots=4, seed 2`.
  private var told: [String] { settings + (seed == 1 ? [] : ["seed \(seed)"]) }

  /// What people call the run: `grid.upt, shots=4`.
  var name: String { ([script] + told).joined(separator: ", ") }

  /// What people call a part of the run: `grid.upt: The table, shots=4`. The part comes early, as
  /// narrow tables cut names off.
  func name(of part: String) -> String {
    (["\(script): \(part)"] + told).joined(separator: ", ")
  }

  /// Whether another one is that of the same script, of whatever version, with the same settings.
  func isLike(_ other: SweepRecipe) -> Bool {
    (script, settings, seed) == (other.script, other.settings, other.seed)
  }

  var json: JSONObject {
    [
      "script": .string(script), "text": .string(text),
      "settings": .array(settings.map(JSONValue.string)), "seed": .integer(seed),
    ]
  }

  init?(_ json: JSONObject) {
    guard let script = json["script"]?.string, let text = json["text"]?.string,
      let settings = json["settings"]?.array, let seed = json["seed"]?.integer
    else { return nil }
    self.script = script
    self.text = text
    self.settings = settings.compactMap(\.string)
    self.seed = seed
  }
}
