import Foundation
import UptData
import UptNotebook

/// Pictures as PNG.
public enum ExhibitPNG {
  /// An image grid as one picture, without its labels: the images side by side in rows on white,
  /// small ones enlarged by a whole factor and large ones made smaller unless they stand alone.
  /// `nil` for other exhibits and for grids without images.
  public static func png(_ exhibit: Exhibit) -> [UInt8]? {
    guard case .images(let grid) = exhibit, !grid.items.isEmpty else { return nil }
    let images = grid.items.prefix(ExhibitHTML.mostPictures).map {
      $0.image.fitting(grid.items.count == 1 ? 2048 : 256)
    }
    let longest = images.map { max($0.width, $0.height) }.max() ?? 1
    let factor = max(1, 96 / longest)
    return sheet(images.map { $0.scaled(to: $0.width * factor, $0.height * factor) })
  }

  static func png(_ image: Raster) -> [UInt8]? {
    let picture = try? Image(width: image.width, height: image.height, pixels: image.rgb)
    return picture.map(ImageEncoder.png)
  }

  /// An image as an address that holds it, for `src` and `href`.
  static func dataURI(_ image: Raster) -> String? {
    png(image).map { "data:image/png;base64," + Data($0).base64EncodedString() }
  }

  // Rows of cells as large as the largest image, about as wide as a page.
  private static func sheet(_ images: [Raster]) -> [UInt8]? {
    let gap = 4
    let width = (images.map(\.width).max() ?? 0) + gap
    let height = (images.map(\.height).max() ?? 0) + gap
    let columns = min(images.count, max(1, 1024 / width))
    let rows = (images.count + columns - 1) / columns
    guard
      var sheet = try? Image(
        width: columns * width - gap, height: rows * height - gap, red: 255, green: 255, blue: 255)
    else { return nil }
    for (place, image) in images.enumerated() {
      let (left, top) = (place % columns * width, place / columns * height)
      for y in 0..<image.height {
        let from = y * image.width * 3
        let to = ((top + y) * sheet.width + left) * 3
        sheet.pixels.replaceSubrange(
          to..<(to + image.width * 3), with: image.rgb[from..<(from + image.width * 3)])
      }
    }
    return ImageEncoder.png(sheet)
  }
}

extension Raster {
  /// The image made smaller, if it has to be, so that neither side is longer than `side`.
  func fitting(_ side: Int) -> Raster {
    let longest = max(width, height)
    guard longest > side else { return self }
    return scaled(to: max(width * side / longest, 1), max(height * side / longest, 1))
  }
}
