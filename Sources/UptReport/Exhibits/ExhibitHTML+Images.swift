import UptNotebook

extension ExhibitHTML {
  /// Pictures that a page shows of a grid.
  static let mostPictures = 500

  /// Pictures as PNG within the page, their labels below.
  static func html(_ grid: ImageGrid) -> String {
    guard !grid.items.isEmpty else { return Markup.element("p", ["class": "note"], "(no images)") }
    // A column of text is about 8 pixels wide.
    let width = min(grid.cellWidth, 100) * 8
    let figures = grid.items.prefix(mostPictures).enumerated().map { place, item in
      let label = item.label.isEmpty ? "picture \(place + 1)" : item.label
      let caption = item.label.isEmpty
        ? "" : Markup.element("figcaption", [:], Markup.name(item.label))
      return Markup.element(
        "figure", ["style": "width:\(width)px"],
        picture(item.image, width: width, label: label) + caption)
    }
    let omitted = grid.items.count - figures.count
    let note = omitted > 0
      ? Markup.element("p", ["class": "note"], "\(figures.count) of \(grid.items.count) pictures")
      : ""
    return Markup.element("div", ["class": "grid"], "\n" + figures.joined(separator: "\n")) + note
  }

  private static func picture(_ image: Raster, width: Int, label: String) -> String {
    let isTiny = image.width * 2 <= width
    return Markup.element(
      "img",
      [
        "src": ExhibitPNG.dataURI(image.fitting(width * 2)), "alt": label.shown(in: .plain),
        "width": isTiny ? width / image.width * image.width : min(image.width, width),
        "class": isTiny ? "tiny" : nil,
      ])
  }
}
