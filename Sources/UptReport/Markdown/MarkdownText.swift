/// A text in Markdown, read into blocks.
///
/// What CommonMark has but for raw HTML, entities and links by reference, and the tables of GitHub.
/// HTML in it is text like any other, so a page made from it does nothing but show it.
struct MarkdownText {
  /// The blocks in order.
  var blocks: [MarkdownBlock]

  /// Reads a text; any text is Markdown.
  init(_ text: String) {
    blocks = MarkdownReader.blocks(of: text)
  }

  /// The first heading of the highest level, without marks.
  var title: String? { titles.first }

  /// The headings of the highest level, without marks.
  var titles: [String] {
    blocks.compactMap { block in
      if case .heading(1, let text) = block, !text.plain.isEmpty { text.plain } else { nil }
    }
  }
}

/// A part of a text in Markdown that has lines of its own.
indirect enum MarkdownBlock {
  /// A heading of a level from 1 to 6.
  case heading(Int, InlineText)
  case paragraph(InlineText)
  /// Code, and the word behind its fence.
  case code(language: String, String)
  case quote([MarkdownBlock])
  /// Items, each of blocks; `start` is the number of the first one of an ordered list. A tight list
  /// has no blank lines between them.
  case list(start: Int?, isTight: Bool, items: [[MarkdownBlock]])
  case table(MarkdownTable)
  case rule
}

/// A table of GitHub's Markdown; every row has as many cells as the header.
struct MarkdownTable {
  /// How a column's texts stand in it.
  enum Alignment: String {
    case left, center, right
  }

  var alignments: [Alignment?]
  var header: [InlineText]
  var rows: [[InlineText]]
}
