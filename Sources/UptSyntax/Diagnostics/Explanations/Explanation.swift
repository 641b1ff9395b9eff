/// What the code of a diagnostic means, with an example of it: what `upt-script explain` shows.
public struct Explanation: Sendable {
  /// A script, and how it is run.
  public struct Example: Sendable, ExpressibleByStringLiteral {
    /// The text.
    public let script: String
    /// Options of the command line that belong to it.
    public let options: [String]

    /// A script that is run with options.
    public init(_ script: String, options: [String] = []) {
      self.script = script
      self.options = options
    }

    /// A script that is run without options.
    public init(stringLiteral script: String) { self.init(script) }
  }

  /// The code, such as `E0201`: `E` for errors, `W` for warnings.
  public let code: String
  /// What is wrong, in a few words.
  public let title: String
  /// Why it is wrong and what to do instead.
  public let text: String
  /// A script with this error; nil where no short script has it.
  public let wrong: Example?
  /// The same script without it.
  public let right: Example?

  init(_ code: String, _ title: String, _ text: String, wrong: Example?, right: Example?) {
    self.code = code
    self.title = title
    self.text = text
    self.wrong = wrong
    self.right = right
  }

  /// The explanations of all codes, in their order: `E01` what cannot be read, `E02` names,
  /// `E03` calls, `E04` values, `E05` elements, `E06` numbers, `E07` limits, `E08` the world
  /// outside, `E09` assertions; then the warnings.
  public static let all = syntax + names + values + running + warnings

  /// The explanation of a code, in capitals or not.
  public static func of(_ code: String) -> Explanation? {
    all.first { $0.code == code.uppercased() }
  }
}
