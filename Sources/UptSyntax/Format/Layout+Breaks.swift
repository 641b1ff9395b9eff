extension Layout {
  /// Decides which of the author's line breaks stay and which the layout needs besides.
  mutating func tidyBreaks() {
    for index in pieces.indices {
      joinLine(at: index)
      limitBlankLines(at: index)
    }
    breakBraces()
  }

  /// Removes a line break inside of what belongs together: before `else`, before a comma, behind an
  /// operator that begins a line, between a function and its parenthesis, before a block's brace.
  private mutating func joinLine(at index: Int) {
    guard index > 0, pieces[index].breaks > 0, !pieces[index - 1].isComment else { return }
    let previous = pieces[index - 1]
    switch pieces[index].role {
    // A sign that ended its line would not join it with the one before.
    case _ where previous.isInfix && previous.breaks > 0: pieces[index].breaks = 0
    case .keyword(.else), .keyword(.catch), .open(_, isAttached: true): pieces[index].breaks = 0
    case .open(.leftBrace, _) where previous.endsOperand && !pieces[index].isBeginning:
      pieces[index].breaks = 0
    case .comma:
      pieces[index].breaks = 0
      if index + 1 < pieces.count { pieces[index + 1].breaks = max(1, pieces[index + 1].breaks) }
    case .close where previous.isOpen: pieces[index].breaks = 0
    case .operand, .keyword(.in):
      // The parameters of a closure stand behind its brace.
      guard let opening = pieces[index].parent, let body = pieces[opening].body, index < body,
        !pieces[opening..<index].contains(where: \.isComment)
      else { return }
      pieces[index].breaks = 0
    default: return
    }
  }

  /// Leaves one blank line at most, none at the edges of brackets and cells, one before a mark.
  private mutating func limitBlankLines(at index: Int) {
    guard index > 0 else { return pieces[index].breaks = 0 }
    if pieces[index].role == .mark { return pieces[index].breaks = 2 }
    let previous = pieces[index - 1]
    let isEdge = previous.isOpen || previous.role == .mark || pieces[index].isClose
    pieces[index].breaks = min(pieces[index].breaks, isEdge ? 1 : 2)
  }

  /// Gives the braces around more than one line lines of their own.
  private mutating func breakBraces() {
    // The place of the last piece so far that begins a line.
    var lineStarts: [Int] = []
    var last = 0
    for index in pieces.indices {
      if pieces[index].breaks > 0 { last = index }
      lineStarts.append(last)
    }
    for opening in pieces.indices where pieces[opening].isBrace {
      if let closing = pieces[opening].partner, lineStarts[closing] > opening {
        breakBrace(opening)
      }
    }
  }

  /// Puts what is between braces on lines of its own.
  mutating func breakBrace(_ opening: Int) {
    guard let closing = pieces[opening].partner, closing > opening + 1 else { return }
    let body = pieces[opening].body ?? opening + 1
    // A comment behind the brace stays there.
    if body < closing, !(pieces[body].isComment && pieces[body].breaks == 0) {
      pieces[body].breaks = 1
    }
    pieces[closing].breaks = 1
  }
}
