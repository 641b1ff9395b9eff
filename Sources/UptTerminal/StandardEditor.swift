import Foundation

extension Standard {
  /// The best editor for the standard streams: libedit in a terminal, plain lines with prompts in
  /// one that knows no escapes, plain lines without them for pipes.
  public static func editor(
    program: String, history: HistoryFile? = nil, color: ColorChoice = .auto,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> any LineEditor {
    guard isInteractive else { return PlainLineEditor(showsPrompts: false) }
    let isColored = color.allows(environment, isTerminal: true)
    let isDumb = ["", "dumb"].contains(environment["TERM"] ?? "")
    if !isDumb,
      let editor = LibeditLineEditor(program: program, history: history, isColored: isColored)
    {
      return editor
    }
    return PlainLineEditor(showsPrompts: true)
  }
}
