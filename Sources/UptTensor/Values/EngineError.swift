/// What went wrong in the engine, as data: the language adds the place in the script and the
/// renderer the underline, so a message here never mentions either.
public struct EngineError: Error, Equatable, CustomStringConvertible {
  /// The family of the failure; tests and the language's diagnostics dispatch on it.
  public enum Kind: String, Sendable {
    /// Sizes that do not fit each other.
    case shape
    /// An axis, position or range outside a tensor.
    case index
    /// A value outside the domain of an operation.
    case value
    /// More memory than the machine has.
    case memory
    /// A file that is missing or cannot be read or written.
    case file
    /// A file whose contents break its format.
    case format
    /// A picture of a data set that is missing or broken.
    case picture
    /// A loss that is not finite.
    case diverged
    /// The user asked to stop.
    case interrupted
    /// A library that is not installed.
    case missingLibrary
  }

  public let kind: Kind
  /// One sentence: what is wrong, with the numbers that show it.
  public let message: String
  /// What to do about it, where that is known.
  public let hint: String?

  public init(_ kind: Kind, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  public var description: String { hint.map { "\(message) (\($0))" } ?? message }
}
