import CEditLine
import Foundation

/// What the terminal at hand can show.
public struct TerminalLook: Sendable, Hashable {
  /// Columns of the window, or 80.
  public var columns: Int
  /// Whether characters beyond ASCII are shown.
  public var isUnicode: Bool
  /// Colours: 0, 256 or 16,777,216.
  public var colors: Int

  /// The look of the standard output, from the window, the locale and the environment: `NO_COLOR`,
  /// `TERM`, `COLORTERM`.
  public static func current(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    isTerminal: Bool = isatty(1) == 1
  ) -> TerminalLook {
    let term = environment["TERM"] ?? "dumb"
    let wantsColor = isTerminal && term != "dumb" && (environment["NO_COLOR"] ?? "").isEmpty
    let isTrue = ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "")
    return TerminalLook(
      columns: isTerminal ? Int(upt_editor_columns(nil)) : 80,
      isUnicode: upt_locale_setup() != 0, colors: !wantsColor ? 0 : isTrue ? 1 << 24 : 256)
  }
}
