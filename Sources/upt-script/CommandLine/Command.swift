/// A word of the command line that says what to do.
struct Command: Sendable {
  /// What can be asked for.
  enum Kind: Sendable {
    case run, render, expression, converse, check, format, test, cache, sweep, data, classify
    case explain, reference, doctor, help, version
  }

  /// What it asks for.
  let kind: Kind
  /// Its spellings; help shows the first.
  let names: [String]
  /// What follows it, as help shows it.
  let operand: String
  /// What it does, in a line; nil leaves it out of the help.
  let help: String?

  /// The commands with a name of their own.
  static let all: [Command] = [
    Command(
      kind: .run, names: ["run"], operand: "FILE [-- ARGUMENT...]",
      help: "run a script; - stands for the standard input"),
    Command(
      kind: .render, names: ["render"], operand: "FILE [-o REPORT]",
      help: "run a script and write what comes of it, usually a page"),
    Command(
      kind: .check, names: ["check"], operand: "FILE...",
      help: "find what is wrong with scripts without running them"),
    Command(
      kind: .format, names: ["fmt"], operand: "FILE...",
      help: "give scripts, or all in a folder, the one layout"),
    Command(
      kind: .test, names: ["test"], operand: "FILE...",
      help: "compare what scripts give with what is recorded beside them"),
    Command(
      kind: .cache, names: ["cache"], operand: "[clear] FILE",
      help: "list a script's cells that are kept; clear removes them, or all"),
    Command(
      kind: .sweep, names: ["sweep"], operand: "TASK ...",
      help: "sweeps in a directory: run FILE --results DIR, status DIR, merge DIR"),
    Command(
      kind: .data, names: ["data"], operand: "check [NAME]",
      help: "tell which of the papers' data sets are there, and what is missing"),
    Command(
      kind: .classify, names: ["classify"], operand: "IMAGE...",
      help: "tell what pictures or folders of them show, by the prompts in --prompts FILE"),
    Command(
      kind: .explain, names: ["explain"], operand: "[CODE]",
      help: "explain the code of an error, such as E0201; without one, list all"),
    Command(kind: .reference, names: ["reference"], operand: "PAGE", help: nil),
    Command(
      kind: .doctor, names: ["doctor"], operand: "[ENCODER]",
      help: "tell what this computer offers, or how an encoder's file is read"),
    Command(kind: .help, names: ["help", "--help", "-h"], operand: "", help: "show this text"),
    Command(kind: .version, names: ["version", "--version"], operand: "", help: "show the version"),
  ]

  /// The command of a spelling.
  static func named(_ word: String) -> Command? { all.first { $0.names.contains(word) } }
}
