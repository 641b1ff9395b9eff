import UptCLIP
import UptTensor

/// Where learned vectors stand among a class name's tokens (Zhou et al. 2022, §3.1).
public struct TextLayout: Sendable, Equatable {
  public enum Position: String, Sendable, CaseIterable {
    /// [SOS] vectors name . [EOT]
    case end
    /// [SOS] half of the vectors, name, the other half . [EOT]
    case middle
    /// [SOS] name vectors . [EOT]
    case front
  }

  /// Learned vectors in a prompt.
  public var length: Int
  public var position: Position
  /// Whether every class has vectors of its own; row c · length + j is vector j of class c.
  public var classSpecific: Bool

  public init(length: Int, position: Position = .end, classSpecific: Bool = false) {
    self.length = length
    self.position = position
    self.classSpecific = classSpecific
  }

  /// Rows of learned vectors for `classes` classes.
  public func rows(classes: Int) -> Int { classSpecific ? classes * length : length }

  /// The prompts of all classes.
  /// - Throws: `.value` when a prompt is longer than the encoder's context.
  public func prompts(_ classes: [String], _ model: CLIPModel) throws -> [[TextRow]] {
    try classes.enumerated().map { c, name in
      let spoken = String(name.map { $0 == "_" ? " " : $0 })
      let sentence = try model.rows(spoken + ".")
      guard let start = sentence.first else {
        throw EngineError(.value, "the class name \"\(name)\" has no tokens")
      }
      let suffix = Array(sentence.dropFirst())
      // Between [SOS] and [EOT] of the name alone. Where the full stop joined the name's last
      // token the authors' code cuts there all the same, and so does this.
      let nameLength = min(try model.rows(spoken).count - 2, suffix.count)
      let context = (0..<length).map { TextRow.context((classSpecific ? c * length : 0) + $0) }
      let spokenName = Array(suffix.prefix(nameLength))
      let rest = Array(suffix.dropFirst(nameLength))
      let rows: [TextRow]
      switch position {
      case .end: rows = [start] + context + suffix
      case .front: rows = [start] + spokenName + context + rest
      case .middle:
        let half = length / 2
        rows = [start] + context.prefix(half) + spokenName + context.dropFirst(half) + rest
      }
      guard rows.count <= model.configuration.contextLength else {
        throw EngineError(
          .value, "\(length) learned vectors and the class name \"\(name)\" make \(rows.count) "
            + "tokens, but the encoder's context holds \(model.configuration.contextLength)",
          hint: "use a shorter prompt or a shorter class name")
      }
      return rows
    }
  }
}
