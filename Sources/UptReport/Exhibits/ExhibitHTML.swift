import UptNotebook

/// Exhibits as fragments of a page: complete, escaped, and safe whatever their names hold.
public enum ExhibitHTML {
  /// An exhibit as HTML, with the classes of ``css``. `id` begins the names of its parts and has to
  /// be unique in the page.
  public static func html(_ exhibit: Exhibit, id: String) -> String {
    switch exhibit {
    case .text(let text): Markup.element("pre", ["class": "text"], text.htmlEscaped)
    case .measurement(let value, let format):
      Markup.element(
        "p", ["class": "measurement", "title": runs(of: value)], value.text(format).htmlEscaped)
    case .table(let table): html(table)
    case .plot(let plot): figure(ExhibitSVG.svg(plot, id: id, isStandalone: false))
    case .heatMap(let map): figure(ExhibitSVG.svg(map, id: id, isStandalone: false))
    case .images(let grid): html(grid)
    }
  }

  private static func figure(_ svg: String) -> String {
    Markup.element("figure", ["class": "plot"], svg)
  }

  /// The runs behind a measurement, as long as there are not too many to read.
  static func runs(of value: Measurement) -> String {
    let most = 20
    let runs = value.values.prefix(most).enumerated().map { place, run in
      let digits = NumberFormat.significant(6).digits(run)
      return value.seeds.map { "\(digits) (seed \($0[place]))" } ?? digits
    }
    let rest = value.count > most ? " and \(value.count - most) more" : ""
    return (value.count == 1 ? "one run: " : "\(value.count) runs: ")
      + runs.joined(separator: ", ") + rest
  }
}
