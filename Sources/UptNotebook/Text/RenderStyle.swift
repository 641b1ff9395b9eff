/// How many colours the place that text goes to can show.
public enum ColorMode: Sendable, Hashable, CaseIterable {
  /// Plain text: a pipe, a file, `NO_COLOR`, `TERM=dumb`.
  case none
  /// The 256-colour palette.
  case indexed
  /// 24 bits a colour.
  case trueColor
}

/// What the renderers of this module need to know about the place their text goes to.
///
/// A renderer is a pure function of the value and the style: finding out the window's width, the
/// locale and the colours is the terminal's work.
public struct RenderStyle: Sendable, Hashable {
  /// Columns at hand; longer lines are cut with a mark.
  public var width: Int
  /// Whether anything beyond ASCII may be written.
  public var unicode: Bool
  /// The colours that may be used.
  public var color: ColorMode
  /// Rows of a table that are shown before its middle is left out.
  public var maximumRows: Int

  /// A style; by default plain Unicode text, 80 columns wide.
  public init(
    width: Int = 80, unicode: Bool = true, color: ColorMode = .none, maximumRows: Int = 40
  ) {
    self.width = max(width, 16)
    self.unicode = unicode
    self.color = color
    self.maximumRows = max(maximumRows, 4)
  }

  /// Plain Unicode text, 80 columns wide.
  public static let plain = RenderStyle()

  /// ASCII only, 80 columns wide.
  public static let ascii = RenderStyle(unicode: false)

  var ellipsis: String { unicode ? "…" : "~" }
  var plusMinus: String { unicode ? "±" : "+/-" }
  var missing: String { unicode ? "–" : "-" }
}

/// An escape sequence around `text`, or `text` itself where there are no colours.
func painted(_ text: String, indexed color: Int, _ style: RenderStyle) -> String {
  style.color == .none || text.isEmpty ? text : "\u{1B}[38;5;\(color)m\(text)\u{1B}[0m"
}
