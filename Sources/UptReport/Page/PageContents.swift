/// The list of a page's titles, shown when there are several.
struct PageContents {
  /// A title and where it stands.
  struct Entry {
    /// 2 for the highest titles, 3 for those below.
    var level: Int
    var title: String
    var anchor: String
  }

  let entries: [Entry]

  /// The list as HTML; empty for a page with few titles.
  var html: String {
    guard entries.count >= 3 else { return "" }
    let items = entries.map { entry in
      let look = entry.level > 2 ? " class=\"below\"" : ""
      let title = entry.title.htmlEscaped
      return "<li\(look)><a href=\"#\(entry.anchor)\" dir=\"auto\">\(title)</a></li>\n"
    }
    return """
      <nav aria-label="Contents">
      <ol>
      \(items.joined())</ol>
      </nav>

      """
  }
}
