import Foundation
import UptData
import UptSyntax
import UptTerminal

/// What one command line asks for.
struct Invocation {
  /// The things the program can be asked to do.
  enum Action {
    case run(ScriptText.Origin)
    case render(ScriptText.Origin, ReportFile)
    case convert(notebook: String, ReportFile)
    case check([ScriptText.Origin])
    case format([ScriptText.Origin])
    /// Compares what scripts give with what was recorded.
    case test([String])
    /// Lists what is kept of a script.
    case cache(path: String)
    /// Removes what is kept of a script, or of all.
    case clearCache(path: String?)
    /// Runs, shows or merges the sweeps of a results directory.
    case sweep(SweepTask)
    /// Tells what there is of a benchmark, or of all.
    case data(Benchmark?)
    /// Tells what pictures show.
    case classify([String])
    case explain(Explanation)
    case explanations
    case reference(ReferencePage)
    /// Examines the computer, or a checkpoint.
    case doctor(encoder: String?)
    case converse, help, version
  }

  /// What to do.
  let action: Action
  /// The options' values.
  let settings: Settings

  /// Reads the words that follow the program's name.
  init(_ words: [String]) throws(UsageError) {
    var reader = Reader(rest: words[...])
    try reader.read()
    settings = reader.settings
    let kind = try reader.kind()
    for option in reader.used where !option.commands.contains(kind) {
      throw UsageError(message: "\(option.names[0]) \(Self.misplaced(option, kind))")
    }
    action = try reader.action(kind)
    try settings.checkResults()
  }

  private static func misplaced(_ option: Option, _ kind: Command.Kind) -> String {
    let own = Command.all.filter { option.commands.contains($0.kind) }.map { "'\($0.names[0])'" }
    if own.count == option.commands.count, own.count <= 2 {
      return "is an option of \(own.joined(separator: " and "))"
    }
    if kind == .converse { return "needs a script, as in `\(Version.program) run FILE`" }
    return "has no meaning here"
  }
}

/// Sorts words into options and operands.
private struct Reader {
  var rest: ArraySlice<String>
  var settings = Settings()
  var used: [Option] = []
  var command: Command?
  var operands: [String] = []

  mutating func read() throws(UsageError) {
    while let word = rest.popFirst() {
      if word == "--" {
        settings.arguments = Array(rest)
        return
      }
      if let found = Command.named(word), command == nil || word.hasPrefix("-") {
        // `--help` anywhere asks for help.
        command = found
        if found.kind == .help || found.kind == .version { return }
      } else if word.hasPrefix("-"), word != "-" {
        try option(word)
      } else {
        operands.append(word)
      }
    }
  }

  private mutating func option(_ word: String) throws(UsageError) {
    var name = word
    var attached: String?
    if word.hasPrefix("--"), let equals = word.firstIndex(of: "=") {
      name = String(word[..<equals])
      attached = String(word[word.index(after: equals)...])
    }
    guard let option = Option.all.first(where: { $0.names.contains(name) }) else {
      let known = Option.all.flatMap(\.names) + Command.all.flatMap(\.names)
      let near = Suggestion.nearest(to: name, among: known.filter { $0.hasPrefix("-") })
      let hint = near.map { "; did you mean '\($0)'?" } ?? ""
      throw UsageError(message: "there is no option '\(name)'\(hint)")
    }
    if option.value == nil, attached != nil {
      throw UsageError(message: "\(option.names[0]) takes no value")
    }
    guard let value = option.value == nil ? "" : attached ?? rest.popFirst() else {
      throw UsageError(message: "\(option.names[0]) needs a value: \(option.shown)")
    }
    try option.apply(&settings, value)
    used.append(option)
  }

  /// What the words ask for as a whole.
  func kind() throws(UsageError) -> Command.Kind {
    if let command, [.help, .version].contains(command.kind) { return command.kind }
    if settings.expression != nil {
      guard let extra = (command?.names.prefix(1) ?? []).first ?? operands.first else {
        return .expression
      }
      throw UsageError(
        message: "-e runs its own text, so '\(extra)' cannot stand beside it; arguments for it "
          + "go after '--'")
    }
    if let command { return command.kind }
    guard let word = operands.first else { return Standard.isInteractive ? .converse : .run }
    throw UsageError(message: "there is no command '\(word)'\(hint(for: word))")
  }

  private func hint(for word: String) -> String {
    let names = Command.all.filter { $0.help != nil }.flatMap(\.names)
    if let near = Suggestion.nearest(to: word, among: names) { return "; did you mean '\(near)'?" }
    guard word == "-" || FileManager.default.fileExists(atPath: word) else { return "" }
    return "; did you mean '\(Version.program) run \(word)'?"
  }

  /// What to do, once the kind is known.
  func action(_ kind: Command.Kind) throws(UsageError) -> Invocation.Action {
    try checkCount(kind)
    switch kind {
    case .help: return .help
    case .version: return .version
    case .doctor: return .doctor(encoder: operands.first)
    case .converse: return .converse
    case .expression: return .run(.text(settings.expression ?? ""))
    case .check: return .check(try scripts(for: "check"))
    case .format: return .format(try scripts(for: "fmt"))
    case .cache: return try cache()
    case .test:
      if operands.contains("-") {
        throw UsageError(message: "'test' needs a file, beside which a record can lie")
      }
      return .test(try scripts(for: "test").compactMap(\.path))
    case .run:
      guard command != nil, let script = try scripts(for: "run").first else {
        return .run(.standardInput)
      }
      return .run(script)
    case .sweep: return .sweep(try SweepTask(operands, settings))
    case .data: return .data(try benchmark())
    case .classify: return .classify(try pictures())
    case .render: return try rendering(try scripts(for: "render")[0])
    case .reference: return .reference(try page())
    case .explain: return try operands.first.map(explanation) ?? .explanations
    }
  }

  private func checkCount(_ kind: Command.Kind) throws(UsageError) {
    let allowed: Int
    switch kind {
    case .check, .format, .test, .classify: allowed = operands.count
    case .cache: allowed = operands.first == "clear" ? 2 : 1
    case .run, .render, .explain, .reference, .doctor: allowed = command == nil ? 0 : 1
    case .data, .sweep: allowed = 2
    default: allowed = 0
    }
    guard operands.count > allowed else { return }
    let hint = kind == .run || kind == .render ? "; arguments for the script go after '--'" : ""
    throw UsageError(message: "'\(operands[allowed])' is one argument too many\(hint)")
  }

  /// The scripts that follow a command; at least one.
  private func scripts(for command: String) throws(UsageError) -> [ScriptText.Origin] {
    guard !operands.isEmpty else {
      throw UsageError(
        message: "'\(command)' needs a script: \(Version.program) \(command) FILE")
    }
    return operands.map { $0 == "-" ? .standardInput : .file($0) }
  }

  /// A report of a script, or the script in a notebook file.
  private func rendering(
    _ script: ScriptText.Origin
  ) throws(UsageError) -> Invocation.Action {
    let target = try ReportFile(settings.output, for: script)
    guard case .file(let path) = script, path.hasSuffix(".ipynb") else {
      return .render(script, target)
    }
    return .convert(notebook: path, target)
  }

  private func cache() throws(UsageError) -> Invocation.Action {
    if operands.first == "clear" { return .clearCache(path: operands.dropFirst().first) }
    guard let path = operands.first else {
      throw UsageError(
        message: "'cache' needs a script: \(Version.program) cache FILE, or `cache clear`")
    }
    return .cache(path: path)
  }

  /// The benchmark that `data check` names; nil for all of them.
  private func benchmark() throws(UsageError) -> Benchmark? {
    guard operands.first == "check" else {
      throw UsageError(message: "'data' needs 'check': \(Version.program) data check [NAME]")
    }
    guard operands.count > 1 else { return nil }
    if let found = Benchmark.named(operands[1]) { return found }
    let names = Benchmark.all.map(\.name)
    let hint = Suggestion.nearest(to: operands[1], among: names).map { "did you mean '\($0)'?" }
      ?? "there are \(names.joined(separator: ", "))"
    throw UsageError(message: "there is no benchmark '\(operands[1])'; \(hint)")
  }

  /// The pictures and folders to classify.
  private func pictures() throws(UsageError) -> [String] {
    let usage = "\(Version.program) classify --prompts FILE IMAGE..."
    guard settings.classification.prompts != nil else {
      throw UsageError(message: "'classify' needs a file of tuned prompts: \(usage)")
    }
    guard !operands.isEmpty else {
      throw UsageError(message: "'classify' needs a picture or a folder of pictures: \(usage)")
    }
    return operands
  }

  private func page() throws(UsageError) -> ReferencePage {
    if let page = operands.first.flatMap(ReferencePage.init) { return page }
    let pages = ReferencePage.allCases.map(\.rawValue).joined(separator: ", ")
    let found = operands.first.map { ", not '\($0)'" } ?? ""
    throw UsageError(message: "'reference' needs the name of a page\(found): \(pages)")
  }

  private func explanation(_ code: String) throws(UsageError) -> Invocation.Action {
    if let found = Explanation.of(code) { return .explain(found) }
    let family = Explanation.all.map(\.code).filter { $0.hasPrefix(code.uppercased().prefix(3)) }
    let near = Suggestion.nearest(to: code, among: family)
    let hint = near.map { "did you mean '\($0)'?" } ?? "'\(Version.program) explain' lists them"
    throw UsageError(message: "there is no code '\(code)'; \(hint)")
  }
}
