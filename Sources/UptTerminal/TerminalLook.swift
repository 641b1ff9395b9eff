import CEditLine
import Foundation

/// Whether output is coloured.
public enum ColorChoice: String, Sendable, CaseIterable {
  /// In a terminal that is not `dumb`, unless the variable `NO_COLOR` is set.
  case auto
  case always
  case never

  func allows(_ environment: [String: String], isTerminal: Bool) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      let isDumb = ["", "dumb"].contains(environment["TERM"] ?? "")
      return isTerminal && !isDumb && (environment["NO_COLOR"] ?? "").isEmpty
    }
  }
}

/// What the terminal at hand can show.
public struct TerminalLook: Sendable, Hashable {
  /// Columns of the window, or 80.
  public var columns: Int
  /// Whether characters beyond ASCII are shown.
  public var isUnicode: Bool
  /// Colours: 0, 256 or 16,777,216.
  public var colors: Int

  /// The look of the standard output, from the window, the locale and the environment: `NO_COLOR`,
  /// `TERM`, `COLORTERM`; the first two only matter where `color` leaves the choice.
  public static func current(
    color: ColorChoice = .auto,
    environment: [String: String] = ProcessInfo.processInfo.environment,
    isTerminal: Bool = isatty(1) == 1
  ) -> TerminalLook {
    let wantsColor = color.allows(environment, isTerminal: isTerminal)
    let isTrue = ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "")
    return TerminalLook(
      columns: isTerminal ? Int(upt_terminal_columns()) : 80,
      isUnicode: Int(upt_locale_setup()) != UPT_LOCALE_BYTES,
      colors: !wantsColor ? 0 : isTrue ? 1 << 24 : 256)
  }
}
