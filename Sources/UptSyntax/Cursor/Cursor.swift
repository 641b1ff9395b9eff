/// What is open where an unfinished text ends: all that completion has to know of the syntax.
package struct Cursor {
  /// What the cursor is in.
  package enum Place {
    /// A name or where one may begin.
    case name
    /// A name behind the dot after an expression; nil if that cannot be understood.
    case member(of: Expression?)
    /// A string without interpolations: as it is written so far and what that means.
    case string(written: String, meaning: String)
    /// A number, a comment, something where no name can stand.
    case nothing
  }

  /// The innermost bracket that is open around the name or string.
  package enum Opening {
    case call(OpenCall)
    case subscription(of: Expression)
  }

  /// A call whose arguments are being typed.
  package struct OpenCall {
    /// What is called.
    package let callee: Expression
    /// The first argument, if it is complete.
    package fileprivate(set) var first: Expression?
    /// The labels of the arguments before the cursor.
    package fileprivate(set) var labels: Set<String> = []
    /// The label of the argument that the cursor is in.
    package fileprivate(set) var label: String?
    /// How many arguments without labels stand before that one.
    package fileprivate(set) var position = 0
  }

  /// What the cursor is in.
  package let place: Place
  /// The part of the name that is typed already.
  package let typed: String
  /// What is open around the name or string.
  package let opening: Opening?
  /// Whether the name or string begins an argument or an item.
  package let isFirst: Bool
  /// The names that the text itself declares.
  package let declared: Set<String>

  /// The cursor at the end of a text.
  package init(atEndOf text: String) {
    let tokens = OpenTokens(text)
    let end = tokens.endOfWhole
    typed = tokens.typed
    place = tokens.place(endingAt: end)
    let outside = tokens.openString ?? end
    opening = tokens.opening(before: outside)
    isFirst = outside > 0 && tokens.separates(outside - 1)
    declared = tokens.declared
  }
}

extension OpenTokens {
  fileprivate func place(endingAt end: Int) -> Cursor.Place {
    if let start = openString { return string(from: start) }
    if isInComment { return .nothing }
    guard end > 0 else { return .name }
    switch list[end - 1].kind {
    case .symbol(.dot): return .member(of: expression(endingAt: end - 2))
    case .int, .real: return list[end - 1].upper == file.bytes.count ? .nothing : .name
    case .cell: return .nothing
    default: return .name
    }
  }

  private func string(from start: Int) -> Cursor.Place {
    var meaning = ""
    for token in list[(start + 1)...] {
      guard case .stringText(let text) = token.kind else { return .nothing }
      meaning += text
    }
    let written = file.text(from: list[start].upper, to: file.bytes.count)
    return .string(written: written, meaning: meaning)
  }

  /// The innermost call or subscript that is open before a token.
  fileprivate func opening(before end: Int) -> Cursor.Opening? {
    guard let open = openBracket(before: end), let owner = expression(endingAt: open - 1) else {
      return nil
    }
    switch list[open].kind {
    case .symbol(.leftBracket): return .subscription(of: owner)
    case .symbol(.leftParen): return .call(call(owner, from: open + 1, to: end))
    default: return nil
    }
  }

  private func call(_ callee: Expression, from start: Int, to end: Int) -> Cursor.OpenCall {
    var call = Cursor.OpenCall(callee: callee)
    var level = 0
    for index in start..<end {
      level += nesting(list[index].kind)
      guard level == 0 else { continue }
      if case .identifier(let name) = list[index].kind, separates(index - 1),
        index + 1 < end, list[index + 1].kind == .symbol(.colon) {
        call.label = name
        call.labels.insert(name)
      }
      if list[index].kind == .symbol(.comma) {
        if call.first == nil { call.first = expression(endingAt: index - 1) }
        if call.label == nil { call.position += 1 }
        call.label = nil
      }
    }
    return call
  }

  /// Whether an argument or an item begins behind a token.
  fileprivate func separates(_ index: Int) -> Bool {
    switch list[index].kind {
    case .symbol(.leftParen), .symbol(.leftBracket), .symbol(.comma): true
    default: false
    }
  }

  /// The names behind the keywords that declare them, and those of parameters.
  fileprivate var declared: Set<String> {
    var names: Set<String> = []
    for (keyword, token) in zip(list, list.dropFirst()) {
      guard case .keyword(let word) = keyword.kind, case .identifier(let name) = token.kind,
        [.let, .var, .func, .for, .import].contains(word)
      else { continue }
      names.insert(name)
    }
    for (index, token) in list.enumerated() where token.kind == .keyword(.func) {
      guard let close = list[index...].firstIndex(where: { $0.kind == .symbol(.rightParen) }) else {
        continue
      }
      for parameter in index..<close where separates(parameter) {
        if case .identifier(let name) = list[parameter + 1].kind { names.insert(name) }
      }
    }
    return names
  }
}
