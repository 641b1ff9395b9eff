import UptNotebook

/// The colours of documents' exhibits, as custom properties of CSS: a page may set them otherwise.
///
/// Charts take every colour from `currentColor` inside a class such as `s0`; an attribute beside
/// the class holds the light colour for viewers that know no custom properties.
enum ChartStyle {
  /// A colour in light and in dark surroundings.
  struct Tone {
    let name: String
    let light: String
    let dark: String
  }

  static let paper = Tone(name: "paper", light: "#ffffff", dark: "#16181c")
  static let ink = Tone(name: "ink", light: "#1c2127", dark: "#e7e9ec")
  static let muted = Tone(name: "muted", light: "#59636e", dark: "#a5adb8")
  static let rule = Tone(name: "rule", light: "#e1e5ea", dark: "#343a42")

  /// Near the colours of Okabe and Ito, in the order of the text charts, each dark or bright enough
  /// for its surroundings.
  static let series = [
    ("#0072b2", "#56a8e0"), ("#d98200", "#f0ad2e"), ("#009e73", "#2fc59a"),
    ("#bf5f98", "#e39cc6"), ("#3a9bd0", "#8fd0f5"), ("#9c8b00", "#e6da4c"),
    ("#d04a00", "#f5824a"), ("#6b6b6b", "#a8a8a8"),
  ].enumerated().map { Tone(name: "s\($0)", light: $1.0, dark: $1.1) }

  /// The colour of a series.
  static func series(_ index: Int) -> Tone { series[SeriesLook.hue(index)] }

  private static let tones = [paper, ink, muted, rule] + series

  /// What charts need, in a page or in a file of their own; `root` is where the properties go.
  static func css(root: String) -> String {
    func properties(_ shade: (Tone) -> String) -> String {
      "\(root){" + tones.map { "--upt-\($0.name):\(shade($0));" }.joined() + "}"
    }
    return """
      \(properties(\.light))
      @media (prefers-color-scheme:dark){\(properties(\.dark))}
      \(tones.map { ".chart .\($0.name){color:var(--upt-\($0.name))}" }.joined(separator: "\n"))
      .chart text{unicode-bidi:isolate}
      """
  }
}
