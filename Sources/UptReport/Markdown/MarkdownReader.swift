/// Reads lines into blocks. What contains other blocks is read line by line first, its marks are
/// taken away and the rest is read in the same way.
struct MarkdownReader {
  /// How deep quotations and lists may nest; deeper ones are text.
  private static let depthLimit = 16

  private let lines: [MarkdownLine]
  private let depth: Int
  private var index = 0
  private var blocks: [MarkdownBlock] = []

  /// The blocks of a text.
  static func blocks(of text: String) -> [MarkdownBlock] {
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    return blocks(of: lines.map { MarkdownLine($0) }, depth: 0)
  }

  private static func blocks(of lines: [MarkdownLine], depth: Int) -> [MarkdownBlock] {
    var reader = MarkdownReader(lines: lines, depth: depth)
    while reader.index < lines.count { reader.readBlock() }
    return reader.blocks
  }

  private init(lines: [MarkdownLine], depth: Int) {
    self.lines = lines
    self.depth = depth
  }

  private mutating func readBlock() {
    let line = lines[index]
    if line.isBlank {
      index += 1
    } else if line.isIndentedCode {
      readIndentedCode()
    } else if let fence = line.fence {
      readCode(fence, indentation: line.indentation)
    } else if let (level, text) = line.heading {
      index += 1
      blocks.append(.heading(level, InlineText(text)))
    } else if line.isRule {
      index += 1
      blocks.append(.rule)
    } else if line.quoted != nil, depth < Self.depthLimit {
      readQuote()
    } else if let bullet = line.bullet, depth < Self.depthLimit {
      readList(bullet)
    } else if !readTable() {
      readParagraph()
    }
  }

  private var next: MarkdownLine? { index < lines.count ? lines[index] : nil }

  // MARK: Code

  private mutating func readIndentedCode() {
    var code: [String] = []
    while let line = next, line.isBlank || line.isIndentedCode {
      code.append(line.dropping(4))
      index += 1
    }
    while code.last?.allSatisfy({ $0 == " " }) == true { code.removeLast() }
    blocks.append(.code(language: "", code.map { $0 + "\n" }.joined()))
  }

  private mutating func readCode(_ fence: MarkdownLine.Fence, indentation: Int) {
    index += 1
    var code = ""
    while let line = next, !line.closes(fence) {
      code += line.dropping(indentation) + "\n"
      index += 1
    }
    index += 1
    let language = fence.info.prefix { $0 != " " && $0 != "{" }
    blocks.append(.code(language: String(language), code))
  }

  // MARK: What contains other blocks

  private mutating func readQuote() {
    var inner: [MarkdownLine] = []
    while let line = next {
      if let text = line.quoted {
        inner.append(MarkdownLine(text[...]))
      } else if inner.last?.isBlank == false, !line.interruptsParagraph {
        inner.append(line)
      } else {
        break
      }
      index += 1
    }
    blocks.append(.quote(Self.blocks(of: inner, depth: depth + 1)))
  }

  private mutating func readList(_ first: MarkdownLine.Bullet) {
    var items: [[MarkdownBlock]] = []
    var isTight = true
    while let bullet = next?.bullet, bullet.sign == first.sign {
      let lines = readItem(bullet)
      let blanks = lines.reversed().prefix(while: \.isBlank).count
      let content = Array(lines.dropLast(blanks))
      items.append(Self.blocks(of: content, depth: depth + 1))
      let goesOn = next?.bullet.map { $0.sign == first.sign } ?? false
      if content.contains(where: \.isBlank) || (blanks > 0 && goesOn) { isTight = false }
    }
    blocks.append(.list(start: first.number, isTight: isTight, items: items))
  }

  /// The lines of a list item without its mark and indentation, blank ones behind it included.
  private mutating func readItem(_ bullet: MarkdownLine.Bullet) -> [MarkdownLine] {
    var lines = [MarkdownLine(bullet.text[...])]
    index += 1
    while let line = next {
      if line.isBlank {
        lines.append(line)
      } else if line.indentation >= bullet.width {
        lines.append(MarkdownLine(line.dropping(bullet.width)[...]))
      } else if lines.last?.isBlank == false, line.bullet == nil, !line.interruptsParagraph {
        lines.append(line)
      } else {
        break
      }
      index += 1
    }
    return lines
  }

  // MARK: Tables and paragraphs

  private mutating func readTable() -> Bool {
    guard let line = next, line.text.contains("|"), index + 1 < lines.count,
      let alignments = lines[index + 1].alignments, line.cells.count == alignments.count
    else { return false }
    let header = line.cells.map { InlineText($0) }
    var rows: [[InlineText]] = []
    index += 2
    while let line = next, !line.interruptsParagraph, line.text.contains("|") {
      let cells = line.cells.prefix(header.count).map { InlineText($0) }
      rows.append(cells + Array(repeating: InlineText(""), count: header.count - cells.count))
      index += 1
    }
    blocks.append(.table(MarkdownTable(alignments: alignments, header: header, rows: rows)))
    return true
  }

  private mutating func readParagraph() {
    var texts: [Substring] = []
    while let line = next, texts.isEmpty || !line.interruptsParagraph || line.underline != nil {
      if !texts.isEmpty, let level = line.underline {
        index += 1
        blocks.append(.heading(level, InlineText(texts.joined(separator: "\n"))))
        return
      }
      texts.append(line.text)
      index += 1
    }
    blocks.append(.paragraph(InlineText(texts.joined(separator: "\n"))))
  }
}
