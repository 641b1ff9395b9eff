import Foundation
import UptNotebook
import UptReport
import UptRuntime
import UptSyntax
import UptTerminal

/// Where results, errors and progress go: keeps the three from running into each other.
final class Screen {
  /// How tables, plots and pictures are drawn.
  var style: RenderStyle
  /// More errors than these are only counted: the first ones have to stay in view.
  private static let mostErrors = 20

  private let renderer: DiagnosticRenderer
  private let form: OutputFormat.Diagnostics
  private let status: StatusLine
  private let sharesTerminal: Bool
  private let output: (String) -> Void
  private let errors: (String) -> Void
  private var isAtLineStart = true
  private var hasWritten = false
  private var isSeparating = false

  /// The standard streams as they are, or whatever takes the place of writing to them.
  init(
    _ format: OutputFormat = OutputFormat(), output: @escaping (String) -> Void = Standard.write,
    errors: @escaping (String) -> Void = Standard.writeError
  ) {
    self.output = output
    self.errors = errors
    style = Self.style(format.color)
    let error = TerminalLook.current(color: format.color, isTerminal: isatty(2) == 1)
    renderer = DiagnosticRenderer(isColored: error.colors > 0)
    let isDumb = ["", "dumb"].contains(ProcessInfo.processInfo.environment["TERM"] ?? "")
    form = format.diagnostics
    status = StatusLine(isShown: isatty(2) == 1 && !isDumb && form == .text)
    sharesTerminal = isatty(1) == 1 && isatty(2) == 1
  }

  /// How the standard output wants things drawn.
  static func style(_ choice: ColorChoice) -> RenderStyle {
    let look = TerminalLook.current(color: choice)
    let color: ColorMode = look.colors == 0 ? .none : look.colors > 256 ? .trueColor : .indexed
    return RenderStyle(width: look.columns, unicode: look.isUnicode, color: color)
  }

  /// Writes what a script prints, as it is.
  func write(_ text: String) {
    guard !text.isEmpty else { return }
    status.clear()
    if isSeparating, hasWritten { output(isAtLineStart ? "\n" : "\n\n") }
    isSeparating = false
    output(text)
    hasWritten = true
    isAtLineStart = text.utf8.last == UInt8(ascii: "\n")
  }

  /// Writes text on lines of its own.
  func writeLines(_ text: String) {
    let isFollowing = !isAtLineStart && !isSeparating
    write((isFollowing ? "\n" : "") + text + (text.hasSuffix("\n") ? "" : "\n"))
  }

  /// Shows what came out of a cell when it last ran.
  func show(_ output: CellOutput, isQuiet: Bool) {
    switch output {
    case .printed(let text): write(text)
    case .value(let exhibit): if !isQuiet { writeLines(exhibit.text(style)) }
    case .remark(let text), .error(let text): remark(text)
    }
  }

  /// Has a blank line stand before whatever is written next.
  func separate() { isSeparating = true }

  /// Ends the line that a script left open.
  func finish() {
    status.clear()
    if sharesTerminal, !isAtLineStart {
      output("\n")
      isAtLineStart = true
    }
  }

  /// Shows what kept a script from running or ended it.
  func report(_ error: any Error) {
    let failure = error as? ScriptFailure
    let other = (error as? LocatedError)?.error ?? error as? RuntimeError
      ?? RuntimeError(.host, "\(error)")
    report(failure?.diagnostics ?? [other.diagnostic])
  }

  /// Shows what was found about scripts.
  func report(_ diagnostics: [Diagnostic]) {
    finish()
    switch form {
    case .json: for diagnostic in diagnostics { writeError(DiagnosticJSON.line(diagnostic)) }
    case .text:
      for diagnostic in diagnostics.prefix(Self.mostErrors) {
        writeError(renderer.render(diagnostic))
      }
      let rest = diagnostics.count - Self.mostErrors
      if rest > 0 { writeError("and \(rest) more") }
    }
  }

  /// Shows a remark beside the results.
  func remark(_ text: String) {
    finish()
    writeError(form == .json ? DiagnosticJSON.line(remark: text) : text)
  }

  private func writeError(_ line: String) { errors(line + "\n") }

  /// Whether progress can be seen.
  var showsProgress: Bool { status.isShown }

  /// Shows how far long work has come; nil takes the line away.
  func show(_ progress: UptNotebook.Progress?) {
    guard let progress else { return status.clear() }
    // The line is drawn from the left and would cover what the script left there.
    guard isAtLineStart || !sharesTerminal else { return }
    status.show { progress.line(style) }
  }
}
