import CEditLine
import Foundation

extension Standard {
  /// The best editor for the standard streams: libedit in a terminal, plain lines with prompts in
  /// one that knows no escapes, plain lines without them for pipes. What is less than it could be
  /// is told through `remark`.
  public static func editor(
    program: String, history: HistoryFile? = nil, color: ColorChoice = .auto,
    environment: [String: String] = ProcessInfo.processInfo.environment,
    remark: @escaping (String) -> Void = { Standard.writeError($0 + "\n") }
  ) -> any LineEditor {
    guard isInteractive else { return PlainLineEditor(showsPrompts: false) }
    if let word = Self.wordOnLocale { remark(word) }
    let term = environment["TERM"] ?? ""
    guard !["", "dumb"].contains(term) else {
      remark("the terminal is \"\(term)\": lines are read as they come, without editing")
      return PlainLineEditor(showsPrompts: true)
    }
    do {
      return try LibeditLineEditor(
        program: program, history: history,
        isColored: color.allows(environment, isTerminal: true), remark: remark)
    } catch {
      if error == .notSetUp {
        remark("libedit cannot be set up: lines are read as they come, without editing")
      }
      return PlainLineEditor(showsPrompts: true)
    }
  }

  /// What a locale that is not UTF-8 means; nil for one that is.
  private static var wordOnLocale: String? {
    switch Int(upt_locale_setup()) {
    case UPT_LOCALE_UTF8: nil
    case UPT_LOCALE_ASSUMED:
      "the locale is not UTF-8, but texts are read and written so; LC_ALL=C.UTF-8 says the same"
    default: "there is no UTF-8 locale: only ASCII can be typed"
    }
  }
}
