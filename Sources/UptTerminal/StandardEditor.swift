import Foundation

extension Standard {
  /// The best editor for the standard streams: libedit in a terminal, plain lines with prompts in
  /// one that knows no escapes, plain lines without them for pipes.
  public static func editor(
    program: String, history: HistoryFile? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> any LineEditor {
    guard isInteractive else { return PlainLineEditor(showsPrompts: false) }
    let isColored = (environment["NO_COLOR"] ?? "").isEmpty
    let isDumb = ["", "dumb"].contains(environment["TERM"] ?? "")
    if !isDumb,
      let editor = LibeditLineEditor(program: program, history: history, isColored: isColored)
    {
      return editor
    }
    return PlainLineEditor(showsPrompts: true)
  }
}
