import UptNotebook

extension ExhibitHTML {
  /// Pictures that a page shows of a grid.
  static let mostPictures = 500

  /// Pictures as PNG within the page, their labels below.
  static func html(_ grid: ImageGrid) -> String {
    guard !grid.items.isEmpty else { return Markup.element("p", ["class": "note"], "(no images)") }
    // A column of text is about 8 pixels wide.
    let width = min(grid.cellWidth, 100) * 8
    let shown = grid.items.prefix(mostPictures).map { shownWidth($0.image, of: width) }.max()
    let figures = grid.items.prefix(mostPictures).enumerated().map { place, item in
      let label = item.label.isEmpty ? "picture \(place + 1)" : item.label
      let caption = item.label.isEmpty
        ? "" : Markup.element("figcaption", [:], Markup.name(item.label))
      return Markup.element(
        "figure", ["style": "width:\(width)px"],
        picture(item.image, width: width, shown: shown ?? width, label: label) + caption)
    }
    let omitted = grid.items.count - figures.count
    let note = omitted > 0
      ? Markup.element("p", ["class": "note"], "\(figures.count) of \(grid.items.count) pictures")
      : ""
    return Markup.element("div", ["class": "grid"], "\n" + figures.joined(separator: "\n")) + note
  }

  /// Small pictures are enlarged by a whole factor, so that their pixels stay of one size.
  private static func shownWidth(_ image: Raster, of width: Int) -> Int {
    isTiny(image, width) ? width / image.width * image.width : min(image.width, width)
  }

  private static func isTiny(_ image: Raster, _ width: Int) -> Bool { image.width * 2 <= width }

  /// A picture, as wide as the widest of its grid.
  private static func picture(
    _ image: Raster, width: Int, shown: Int, label: String
  ) -> String {
    Markup.element(
      "img",
      [
        "src": ExhibitPNG.dataURI(image.fitting(width * 2)), "alt": label.shown(in: .plain),
        "width": shown, "class": isTiny(image, width) ? "tiny" : nil,
      ])
  }
}
