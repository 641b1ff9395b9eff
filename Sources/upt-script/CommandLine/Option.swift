/// An option of the command line: how it is written, what it sets, where it may stand.
struct Option: Sendable {
  /// Its spellings; help and messages show the first.
  let names: [String]
  /// What stands for its value in help; nil if it takes none.
  let value: String?
  /// What it does, in a line.
  let help: String
  /// The commands it may be given to.
  let commands: Set<Command.Kind>
  /// Sets what it stands for.
  let apply: @Sendable (inout Settings, String) throws(UsageError) -> Void

  /// The option as help shows it.
  var shown: String { names.joined(separator: ", ") + (value.map { " \($0)" } ?? "") }

  private static let running: Set<Command.Kind> = [.run, .expression, .converse]

  /// All options but `--help` and `--version`, which stand for commands.
  static let all: [Option] = [
    Option(
      names: ["-e"], value: "'EXPR'", help: "run EXPR and show its value",
      commands: [.expression]
    ) { (settings, text) throws(UsageError) in settings.expression = text },
    Option(
      names: ["--set"], value: "name=value",
      help: "replace a value of the script's [parameters] cell", commands: [.run, .expression]
    ) { (settings, text) throws(UsageError) in
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw UsageError(message: "--set takes name=value, and '\(text)' is not of that form")
      }
      let value = String(text[text.index(after: equals)...])
      settings.parameters.append((String(text[..<equals]), value))
    },
    Option(
      names: ["--seed"], value: "N", help: "the seed where the script gives none (default 1)",
      commands: running
    ) { (settings, text) throws(UsageError) in
      settings.seed = try integer(text, of: "--seed", in: 0...Int.max)
    },
    Option(
      names: ["--threads"], value: "N", help: "threads to compute with (default: all processors)",
      commands: running.union([.doctor])
    ) { (settings, text) throws(UsageError) in
      settings.threads = try integer(text, of: "--threads", in: 1...1024)
    },
    Option(
      names: ["--quiet", "-q"], value: nil, help: "show what the script prints, not its outputs",
      commands: [.run, .expression]
    ) { (settings, _) throws(UsageError) in settings.isQuiet = true },
  ]

  private static func integer(
    _ text: String, of option: String, in range: ClosedRange<Int>
  ) throws(UsageError) -> Int {
    guard let number = Int(text), range.contains(number) else {
      let upper = range.upperBound == .max ? "\(range.lowerBound)" : "\(range)"
      let bound = range.upperBound == .max ? "of at least \(upper)" : "in \(upper)"
      throw UsageError(message: "\(option) takes a whole number \(bound), not '\(text)'")
    }
    return number
  }
}
