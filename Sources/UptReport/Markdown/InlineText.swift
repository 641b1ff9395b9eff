import UptNotebook

/// The text of a paragraph, a heading or a table's cell, with its marks read.
struct InlineText {
  /// The text as HTML.
  let html: String
  /// The text without marks.
  let plain: String

  /// Reads a text; any text is one.
  init(_ text: String) {
    var reader = InlineReader(text)
    reader.run()
    html = reader.pieces.map(\.html).joined()
    plain = reader.pieces.map(\.plain).joined()
  }
}

/// Where a link or an image of a text may lead.
enum LinkTarget {
  /// A place that a click may go to: the web, a mail, a file beside the page, a part of the page.
  static func link(_ address: String) -> String? {
    guard !address.unicodeScalars.contains(where: \.steersTerminal) else { return nil }
    guard let scheme = scheme(of: address) else { return address }
    return ["http", "https", "mailto"].contains(scheme) ? address : nil
  }

  /// A picture that shows without a network: in the address itself or in a file beside the page.
  static func image(_ address: String) -> String? {
    guard let address = link(address) ?? data(address), !address.hasPrefix("//") else { return nil }
    return scheme(of: address).map { $0 == "data" } ?? true ? address : nil
  }

  private static func data(_ address: String) -> String? {
    let picture = /data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+\/]+=*/
    return address.wholeMatch(of: picture) == nil ? nil : address
  }

  private static func scheme(of address: String) -> String? {
    let end = address.firstIndex { ":/?#".contains($0) }
    guard let end, address[end] == ":" else { return nil }
    return address[..<end].lowercased()
  }
}
