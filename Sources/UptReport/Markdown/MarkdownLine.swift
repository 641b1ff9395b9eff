/// A line of Markdown, and what kinds of blocks may begin with it.
struct MarkdownLine {
  /// A list item's mark.
  struct Bullet {
    /// What ends the mark, which all items of a list share: `-`, `+`, `*`, `.` or `)`.
    var sign: Character
    /// The number of an ordered list's item.
    var number: Int?
    /// The columns up to the item's text.
    var width: Int
    /// What follows the mark.
    var text: String
  }

  /// The mark that begins or ends fenced code.
  struct Fence {
    var sign: Character
    var length: Int
    var info: String
  }

  /// The line without its indentation.
  let text: Substring
  /// The columns before the text.
  let indentation: Int
  private let whole: Substring

  init(_ line: Substring) {
    var columns = 0
    let text = line.drop { character in
      guard character == " " || character == "\t" else { return false }
      columns += character == "\t" ? 4 - columns % 4 : 1
      return true
    }
    self.text = text
    indentation = columns
    whole = line
  }

  var isBlank: Bool { text.isEmpty }
  var isIndentedCode: Bool { indentation >= 4 && !isBlank }

  /// The line with `columns` of its indentation taken away.
  func dropping(_ columns: Int) -> String {
    guard columns > 0 else { return String(whole) }
    return String(repeating: " ", count: max(indentation - columns, 0)) + text
  }

  /// The level and text of a heading.
  var heading: (level: Int, text: String)? {
    let level = text.prefix { $0 == "#" }.count
    guard indentation < 4, 1...6 ~= level else { return nil }
    let rest = text.dropFirst(level)
    guard rest.first.map({ $0 == " " || $0 == "\t" }) ?? true else { return nil }
    var title = rest.trimmed
    let closing = title.reversed().prefix { $0 == "#" }.count
    if closing > 0, title.dropLast(closing).last.map({ $0 == " " }) ?? true {
      title = title.dropLast(closing).trimmed
    }
    return (level, String(title))
  }

  /// The level of the heading whose text stands above the line.
  var underline: Int? {
    let sign = text.first
    guard indentation < 4, sign == "=" || sign == "-", text.trimmed.allSatisfy({ $0 == sign })
    else { return nil }
    return sign == "=" ? 1 : 2
  }

  var isRule: Bool {
    guard indentation < 4, let sign = text.first, "*-_".contains(sign) else { return false }
    let marks = text.filter { $0 != " " && $0 != "\t" }
    return marks.count >= 3 && marks.allSatisfy { $0 == sign }
  }

  var fence: Fence? {
    guard indentation < 4, let sign = text.first, sign == "`" || sign == "~" else { return nil }
    let length = text.prefix { $0 == sign }.count
    let info = text.dropFirst(length).trimmed
    guard length >= 3, sign == "~" || !info.contains("`") else { return nil }
    return Fence(sign: sign, length: length, info: String(info))
  }

  func closes(_ fence: Fence) -> Bool {
    let marks = text.trimmed
    return indentation < 4 && marks.count >= fence.length
      && marks.allSatisfy { $0 == fence.sign }
  }

  /// What follows the `>` of a quotation.
  var quoted: String? {
    guard indentation < 4, text.first == ">" else { return nil }
    let rest = text.dropFirst()
    return String(rest.first == " " ? rest.dropFirst() : rest)
  }

  var bullet: Bullet? {
    guard indentation < 4, !isRule, let first = text.first else { return nil }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let mark: Substring
    if "-+*".contains(first) {
      mark = text.prefix(1)
    } else {
      mark = text.prefix(digits.count + 1)
      guard 1...9 ~= digits.count, mark.last == "." || mark.last == ")" else { return nil }
    }
    let rest = text.dropFirst(mark.count)
    guard rest.first.map({ $0 == " " || $0 == "\t" }) ?? true, let sign = mark.last else {
      return nil
    }
    let spaces = rest.prefix { $0 == " " }.count
    // Text that is indented as code is belongs behind one space.
    let gap = rest.trimmed.isEmpty || !(1...4 ~= spaces) ? 1 : spaces
    return Bullet(
      sign: sign, number: Int(digits), width: indentation + mark.count + gap,
      text: String(rest.dropFirst(gap)))
  }

  /// Whether a paragraph ends before the line.
  var interruptsParagraph: Bool {
    if isBlank || heading != nil || isRule || fence != nil || quoted != nil { return true }
    guard let bullet else { return false }
    return !bullet.text.isEmpty && bullet.number ?? 1 == 1
  }

  /// The texts of a table's row.
  var cells: [String] {
    var cells = [""]
    var isEscaped = false
    for character in text.trimmed {
      switch character {
      case "|" where !isEscaped: cells.append("")
      case "|": cells[cells.count - 1].removeLast()
        cells[cells.count - 1].append(character)
      default: cells[cells.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    if cells.count > 1, cells.first?.isEmpty == true { cells.removeFirst() }
    if cells.count > 1, cells.last?.allSatisfy({ $0 == " " }) == true { cells.removeLast() }
    return cells.map { String($0[...].trimmed) }
  }

  /// The alignments of a table's columns, which the line below its header tells.
  var alignments: [MarkdownTable.Alignment?]? {
    guard indentation < 4, text.contains("-"), text.allSatisfy({ "|:- \t".contains($0) }) else {
      return nil
    }
    let cells = cells
    guard cells.allSatisfy({ $0.wholeMatch(of: /:?-+:?/) != nil }) else { return nil }
    return cells.map { cell in
      switch (cell.first == ":", cell.last == ":") {
      case (true, true): .center
      case (false, true): .right
      case (true, false): .left
      case (false, false): nil
      }
    }
  }
}

extension Substring {
  /// The text without spaces and tabs around it.
  var trimmed: Substring {
    var text = drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}
