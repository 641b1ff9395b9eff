/// Reads the notation that the head of `Grammar/upt.ebnf` describes.
struct GrammarReader {
  private enum Token: Equatable {
    case word(String)
    case text(String)
    case words(String)
    case sign(Character)
  }

  private let tokens: [Token]
  private var position = 0
  private var grammar = Grammar()

  init(_ text: String) { tokens = GrammarReader.tokens(Array(text)) }

  /// The rules; a rule that is not understood is left out.
  mutating func read() -> Grammar {
    while position < tokens.count {
      guard case .word(let name) = tokens[position] else {
        position += 1
        continue
      }
      position += 1
      guard take("=") else { continue }
      grammar.rules[name] = readChoice()
      grammar.names.append(name)
      _ = take(";")
    }
    return grammar
  }

  private mutating func take(_ sign: Character) -> Bool {
    guard position < tokens.count, tokens[position] == .sign(sign) else { return false }
    position += 1
    return true
  }

  private mutating func readChoice() -> Int {
    var parts = [readSequence()]
    while take("|") { parts.append(readSequence()) }
    return parts.count == 1 ? parts[0] : grammar.add(.choice(parts))
  }

  private mutating func readSequence() -> Int {
    var parts = [readPart()]
    while take(",") { parts.append(readPart()) }
    if parts.count == 1 { return parts[0] }
    var level = 0
    let isEnclosed = parts.map { part in
      guard case .text(let text) = grammar.forms[part] else { return level > 0 }
      if [")", "]", "}"].contains(text) { level -= 1 }
      defer { if ["(", "[", "{", "\\("].contains(text) { level += 1 } }
      return level > 0
    }
    return grammar.add(.sequence(parts, isEnclosed: isEnclosed))
  }

  private mutating func readPart() -> Int {
    let part = readForm()
    guard take("-"), case .word(let rule) = tokens[position] else { return part }
    position += 1
    return grammar.add(.excluding(part, rule))
  }

  private mutating func readForm() -> Int {
    guard position < tokens.count else { return grammar.add(.choice([])) }
    position += 1
    switch tokens[position - 1] {
    case .word("NEWLINE"): return grammar.add(.text("NEWLINE"))
    case .word(let name): return grammar.add(.rule(name))
    case .text(let text): return grammar.add(.text(text))
    case .words(let words): return grammar.add(.words(words))
    case .sign("["): return closed("]") { .optional($0) }
    case .sign("{"): return closed("}") { .repeated($0) }
    case .sign("("):
      let inner = readChoice()
      _ = take(")")
      return inner
    case .sign: return grammar.add(.choice([]))
    }
  }

  private mutating func closed(_ sign: Character, _ form: (Int) -> Grammar.Form) -> Int {
    let inner = readChoice()
    _ = take(sign)
    return grammar.add(form(inner))
  }

  private static func tokens(_ text: [Character]) -> [Token] {
    var tokens: [Token] = []
    var index = 0

    /// The text up to a sign, behind which the reading goes on.
    func until(_ end: String) -> String {
      let start = index
      let end = Array(end)
      while index < text.count, !text[index...].starts(with: end) { index += 1 }
      defer { index += end.count }
      return String(text[start..<index])
    }

    while index < text.count {
      let first = text[index]
      index += 1
      switch first {
      case " ", "\n": continue
      case "(" where index < text.count && text[index] == "*": _ = until("*)")
      case "\"", "'": tokens.append(.text(until(String(first))))
      case "?": tokens.append(.words(until("?").filter { $0 != "\n" }.trimmed))
      case _ where first.isLetter:
        index -= 1
        let start = index
        while index < text.count, text[index].isLetter || text[index] == " " { index += 1 }
        tokens.append(.word(String(text[start..<index]).trimmed))
      default: tokens.append(.sign(first))
      }
    }
    return tokens
  }
}

extension String {
  /// The text without spaces around it.
  var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
