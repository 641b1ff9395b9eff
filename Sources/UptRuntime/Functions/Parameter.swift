/// A parameter of a function.
///
/// Arguments without labels fill parameters from the left; an argument with a label fills the
/// parameter of that name. A trailing closure fills the last parameter.
public struct Parameter: @unchecked Sendable {
  /// What a parameter accepts.
  public enum Kind {
    /// One argument, which must be given.
    case required
    /// One argument or else this value.
    case optional(Value)
    /// One argument or nothing; the built-in finds `nil` then. Help shows no default.
    case omissible
    /// One argument or a default that the function finds itself, described by this text; a
    /// built-in finds `nil` then.
    case computed(String)
    /// All further arguments without labels, as a list.
    case rest
    /// All further arguments with labels, as a record.
    case labelled
  }

  /// Its name, which is its label too.
  public let name: String
  /// What it accepts.
  public let kind: Kind
  /// Whether an argument without a label never fills it.
  public let isLabelOnly: Bool
  /// What it means, for help; one line.
  public let help: String
  /// Strings that it can be, for completion.
  public private(set) var choices: [String] = []

  /// A parameter of any kind.
  public init(_ name: String, _ kind: Kind, isLabelOnly: Bool = false, help: String = "") {
    self.name = name
    self.kind = kind
    self.isLabelOnly = isLabelOnly
    self.help = help
  }

  /// A parameter that must be given.
  public static func required(_ name: String, help: String = "") -> Parameter {
    Parameter(name, .required, help: help)
  }

  /// A parameter with a default, given by its label or by position.
  public static func optional(
    _ name: String, _ value: Value, isLabelOnly: Bool = false, help: String = ""
  ) -> Parameter {
    Parameter(name, .optional(value), isLabelOnly: isLabelOnly, help: help)
  }

  /// A parameter that may be left out; the built-in finds `nil` then.
  public static func omissible(
    _ name: String, isLabelOnly: Bool = false, help: String = ""
  ) -> Parameter {
    Parameter(name, .omissible, isLabelOnly: isLabelOnly, help: help)
  }

  /// A parameter that takes all further arguments without labels as a list.
  public static func rest(_ name: String, help: String = "") -> Parameter {
    Parameter(name, .rest, help: help)
  }

  /// A parameter that takes all further arguments with labels as a record.
  public static func labelled(_ name: String, help: String = "") -> Parameter {
    Parameter(name, .labelled, help: help)
  }

  /// The same parameter with strings that it can be: all, or the ones worth proposing.
  public func choices(_ choices: some Sequence<String>) -> Parameter {
    var result = self
    result.choices = Array(choices)
    return result
  }

  /// Whether a call may leave it out.
  var mayBeOmitted: Bool {
    if case .required = kind { return false }
    return true
  }
}
