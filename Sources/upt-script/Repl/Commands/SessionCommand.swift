import UptTerminal

/// A command of the conversation, typed after a colon: what it is called, what `:help` says of it,
/// what it does.
struct SessionCommand: Sendable {
  /// The name behind the colon.
  let name: String
  /// What follows the name, as help shows it; empty if nothing does.
  let operand: String
  /// What it does, in a line.
  let summary: String
  /// What more there is to say: a paragraph.
  let details: String
  /// What the operand is, for completion.
  let argument: ReplCommand.Argument
  /// Does it, with the trimmed text behind the name.
  let run: @Sendable (ReplSession, String) -> Void

  init(
    _ name: String, _ operand: String, _ summary: String, details: String,
    argument: ReplCommand.Argument = .code,
    run: @escaping @Sendable (ReplSession, String) -> Void
  ) {
    self.name = name
    self.operand = operand
    self.summary = summary
    self.details = details
    self.argument = argument
    self.run = run
  }

  /// All commands, in the order in which `:help` lists them.
  static let all: [SessionCommand] = [
    .help, .type, .plan, .vars, .why, .time, .bench, .profile, .load, .reload, .save, .saveOver,
    .set, .reset, .history, .doctor, .quit,
  ]

  /// How it is called, such as `:load FILE`.
  var usage: String { ":" + name + (operand.isEmpty ? "" : " " + operand) }

  /// Whether it can do nothing without what follows its name.
  var needsOperand: Bool { !operand.isEmpty && operand.first != "[" }

  /// What `:help NAME` shows.
  var page: String { "\(usage)\n\n\(summary)\n\n\(details)" }
}
