/// Reads the marks in a text by CommonMark's algorithm: from left to right into pieces, with lists
/// of what may still turn out to be the beginning of emphasis or of a link. Tags become pieces at
/// both ends, so nothing nests however deep the marks do.
struct InlineReader {
  /// A stretch of the result.
  struct Piece {
    var html: String
    var plain: String
  }

  /// An opening bracket that has no end yet.
  struct Bracket {
    var piece: Int
    var isImage: Bool
    /// How many marks of emphasis stand before it.
    var marks: Int
  }

  private(set) var pieces: [Piece] = []
  private let text: [Unicode.Scalar]
  private var position = 0
  /// What was taken since the last piece.
  private var pending = ""
  private var emphasis = Emphasis()
  private var brackets: [Bracket] = []
  /// Brackets below this one stand around a link, and no link stands in another.
  private var firstFree = 0
  /// The last place of a run of so many backticks.
  private var ticks: [Int: Int] = [:]

  init(_ text: String) {
    var scalars = Array(text.unicodeScalars)
    while let last = scalars.last, last == " " || last == "\n" { scalars.removeLast() }
    self.text = scalars
    var index = 0
    while index < scalars.count {
      let length = self.length(of: "`", from: index)
      if length > 0 { ticks[length] = index }
      index += max(length, 1)
    }
  }

  /// Reads the whole text.
  mutating func run() {
    while position < text.count { step() }
    flush()
    emphasis.resolve(from: 0, in: &pieces)
  }

  private mutating func step() {
    switch text[position] {
    case "\\": readEscape()
    case "`": readCode()
    case "*", "_": readMarks()
    case "!" where at(1) == "[": openBracket(isImage: true)
    case "[": openBracket(isImage: false)
    case "]": closeBracket()
    case "<": readAddress()
    case "\n": breakLine()
    default: take()
    }
  }

  // MARK: Text

  private func at(_ distance: Int) -> Unicode.Scalar? {
    let index = position + distance
    return text.indices.contains(index) ? text[index] : nil
  }

  private func length(of sign: Unicode.Scalar, from start: Int) -> Int {
    var end = start
    while end < text.count, text[end] == sign { end += 1 }
    return end - start
  }

  private func string(_ range: Range<Int>) -> String {
    var string = ""
    string.unicodeScalars.append(contentsOf: text[range])
    return string
  }

  /// Takes characters as they are.
  private mutating func take(_ count: Int = 1) {
    pending += string(position..<position + count)
    position += count
  }

  private mutating func flush() {
    guard !pending.isEmpty else { return }
    pieces.append(Piece(html: pending.htmlEscaped, plain: pending))
    pending = ""
  }

  private mutating func add(_ html: String, _ plain: String) {
    flush()
    pieces.append(Piece(html: html, plain: plain))
  }

  private mutating func readEscape() {
    guard let next = at(1) else { return take() }
    if next == "\n" {
      add("<br>\n", " ")
      position += 2
    } else if next.isASCII, next.isMark {
      position += 1
      take()
    } else {
      take()
    }
  }

  private mutating func breakLine() {
    let spaces = pending.reversed().prefix { $0 == " " }.count
    pending.removeLast(spaces)
    add(spaces >= 2 ? "<br>\n" : "\n", " ")
    position += 1
  }

  private mutating func readCode() {
    let length = length(of: "`", from: position)
    guard let last = ticks[length], last > position else { return take(length) }
    var end = position + length
    while end < text.count {
      let run = self.length(of: "`", from: end)
      if run == length { break }
      end += max(run, 1)
    }
    var code = string(position + length..<end).replacing("\n", with: " ")
    if code.hasPrefix(" "), code.hasSuffix(" "), !code.allSatisfy({ $0 == " " }) {
      code = String(code.dropFirst().dropLast())
    }
    add("<code>\(code.htmlEscaped)</code>", code)
    position = end + length
  }

  /// An address between angle brackets.
  private mutating func readAddress() {
    let rest = text[(position + 1)...]
    guard let end = rest.firstIndex(where: { "<> \n".unicodeScalars.contains($0) }),
      text[end] == ">"
    else { return take() }
    let address = string(position + 1..<end)
    let isMail = address.wholeMatch(of: /[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+/) != nil
    guard isMail || address.wholeMatch(of: /(https?|mailto):[^\s<>]+/) != nil,
      let target = LinkTarget.link(isMail ? "mailto:" + address : address)
    else { return take() }
    add("<a href=\"\(target.htmlEscaped)\">\(address.htmlEscaped)</a>", address)
    position = end + 1
  }

  // MARK: Emphasis

  private mutating func readMarks() {
    let sign = text[position]
    let length = length(of: sign, from: position)
    let mark = Emphasis.Mark(
      sign: sign, length: length, before: position > 0 ? text[position - 1] : nil,
      after: at(length), piece: pieces.count + (pending.isEmpty ? 0 : 1))
    add("", "")
    emphasis.marks.append(mark)
    position += length
  }

  // MARK: Links

  private mutating func openBracket(isImage: Bool) {
    let mark = isImage ? "![" : "["
    add(mark, mark)
    brackets.append(
      Bracket(piece: pieces.count - 1, isImage: isImage, marks: emphasis.marks.count))
    position += mark.count
  }

  private mutating func closeBracket() {
    guard let bracket = brackets.popLast() else { return take() }
    let isFree = bracket.isImage || brackets.count >= firstFree
    firstFree = min(firstFree, brackets.count)
    var reader = DestinationReader(text, from: position + 1)
    guard isFree, let address = reader.read(),
      let target = Target(address, isImage: bracket.isImage)
    else { return take() }
    flush()
    emphasis.resolve(from: bracket.marks, in: &pieces)
    switch target {
    case .picture(let address):
      let plain = pieces[(bracket.piece + 1)...].map(\.plain).joined()
      pieces.removeSubrange(bracket.piece...)
      add("<img src=\"\(address.htmlEscaped)\" alt=\"\(plain.htmlEscaped)\">", plain)
    case .place(let address):
      pieces[bracket.piece] = Piece(html: "<a href=\"\(address.htmlEscaped)\">", plain: "")
      pieces.append(Piece(html: "</a>", plain: ""))
      if !bracket.isImage { firstFree = brackets.count }
    }
    position = reader.position
  }

  /// What a link or an image leads to.
  private enum Target {
    case picture(String)
    case place(String)

    /// A picture from the web becomes a link to it.
    init?(_ address: String, isImage: Bool) {
      if isImage, let picture = LinkTarget.image(address) {
        self = .picture(picture)
      } else if let place = LinkTarget.link(address) {
        self = .place(place)
      } else {
        return nil
      }
    }
  }
}

extension Unicode.Scalar {
  /// Whether it is punctuation, as far as emphasis is concerned.
  var isMark: Bool {
    if isASCII { return 0x21...0x7E ~= value && !properties.isAlphabetic && !("0"..."9" ~= self) }
    switch properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
      .modifierSymbol, .otherSymbol:
      return true
    default: return false
    }
  }
}
