/// A value as a reader sees it, before it is known where: in a terminal, on a page, in a notebook.
///
/// The language's objects say with it what they look like; `text(_:)` draws it in a terminal, and
/// documents draw tables, charts and pictures in their own way.
public enum Exhibit: Sendable, Hashable, Codable {
  /// Text as the REPL shows it.
  case text(String)
  /// A number measured over several runs.
  case measurement(Measurement, NumberFormat)
  /// A table.
  case table(Table)
  /// A chart.
  case plot(Plot)
  /// Numbers in rows and columns, told by colour.
  case heatMap(HeatMap)
  /// Pictures with labels.
  case images(ImageGrid)

  /// The exhibit as text.
  public func text(_ style: RenderStyle = .plain) -> String {
    switch self {
    case .text(let text): text
    case .measurement(let value, let format): value.text(format, style)
    case .table(let table): table.text(style)
    case .plot(let plot): plot.text(style)
    case .heatMap(let map): map.text(style)
    case .images(let grid): grid.text(style)
    }
  }
}
