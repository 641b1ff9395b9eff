extension Layout {
  /// A place where a line can be broken without a change of meaning.
  private struct Candidate {
    /// The piece that would begin the next line.
    let index: Int
    /// How many brackets are around it, and how loosely it is bound: the least is broken first.
    let rank: (depth: Int, binding: Int)
    /// The bracket around it.
    let parent: Int?
  }

  /// Breaks every line that is too long at its outermost place, if it has any.
  /// - Returns: whether a line was broken; the pieces are then to be placed again.
  mutating func wrapLongLines() -> Bool {
    var hasWrapped = false
    var start = 0
    while start < pieces.count {
      let end = endOfLine(from: start)
      // A comment at its end does not count.
      let line = start..<(pieces[end - 1].isComment ? end - 1 : end)
      if !line.isEmpty, right(of: line) > Layout.limit, wrap(line) { hasWrapped = true }
      start = end
    }
    return hasWrapped
  }

  /// The column behind the piece that reaches furthest; a mark or markdown may be as long as it
  /// likes.
  private func right(of line: Range<Int>) -> Int {
    switch pieces[line.lowerBound].role {
    case .mark, .markdown: 0
    default: line.map { pieces[$0].column + pieces[$0].width }.max() ?? 0
    }
  }

  private mutating func wrap(_ line: Range<Int>) -> Bool {
    let candidates = candidates(in: line)
    let best = candidates.map(\.rank).min { $0 < $1 }
    // Braces come before operators around them, and behind commas and the calls of a chain.
    let links = Set(candidates.lazy.filter { $0.rank.binding == Self.chain }.map(\.index))
    let braces = line.filter { index in
      pieces[index].isBrace && isFilled(index, in: line)
        && !(pieces[index].partner.map { links.contains($0 + 1) } ?? false)
    }
    if let depth = braces.map({ pieces[$0].depth }).min(), best.map({ (depth, 0) < $0 }) ?? true {
      for brace in braces where pieces[brace].depth == depth { breakBrace(brace) }
      return true
    }
    guard let best else { return hang(line) }
    let groups = Dictionary(grouping: candidates.filter { $0.rank == best }, by: \.parent)
    // Of several brackets the widest.
    let widest = groups.max { left, right in
      (width(left.key, line), left.key ?? 0) < (width(right.key, line), right.key ?? 0)
    }
    let places = widest?.value.map(\.index) ?? []
    return fill(line, at: places, in: widest?.key, isChain: best.binding == Self.chain)
  }

  /// Whether a bracket has something in it and is closed on its line.
  private func isFilled(_ opening: Int, in line: Range<Int>) -> Bool {
    pieces[opening].partner.map { $0 > opening + 1 && $0 < line.upperBound } ?? false
  }

  private func width(_ opening: Int?, _ line: Range<Int>) -> Int {
    let first = opening.map { max($0, line.lowerBound) } ?? line.lowerBound
    let partner = opening.flatMap { pieces[$0].partner } ?? line.upperBound
    return pieces[min(partner, line.upperBound - 1)].end - pieces[first].column
  }

  // MARK: Candidates

  private func candidates(in line: Range<Int>) -> [Candidate] {
    line.dropFirst().compactMap { index in
      guard let binding = binding(before: index), !pieces[index].isComment else { return nil }
      return Candidate(
        index: index, rank: (pieces[index].depth, binding), parent: pieces[index].parent)
    }
  }

  /// How tightly the calls of a chain are bound: more than any operator.
  private static let chain = Parser.Precedence.product.rawValue + 1

  /// How loosely a line is bound before a piece, from 0; nil where it cannot be broken.
  private func binding(before index: Int) -> Int? {
    let previous = pieces[index - 1]
    switch pieces[index].role {
    case .infix(let symbol): return Parser.Precedence.of(symbol)?.rawValue
    // A chain of calls, before all but the first.
    case .dot where previous.isClose && isCall(index + 2): return Self.chain
    default:
      return previous.role == .comma && isInBrackets(index) && canBeginLine(index) ? 0 : nil
    }
  }

  /// Whether a piece between brackets can begin a line; a label such as `for` would be taken for
  /// a statement there.
  private func canBeginLine(_ index: Int) -> Bool {
    !pieces[index].isClose && !(Keyword(rawValue: pieces[index].text)?.startsStatement ?? false)
  }

  private func isCall(_ index: Int) -> Bool {
    switch piece(index)?.role {
    case .open(.leftParen, isAttached: true), .open(.leftBrace, _): piece(index)?.breaks == 0
    default: false
    }
  }

  // MARK: Breaking

  /// Breaks a line as seldom as the candidates allow, but a chain before every call; behind the
  /// bracket too if what comes first in it does not fit there.
  private mutating func fill(
    _ line: Range<Int>, at candidates: [Int], in opening: Int?, isChain: Bool
  ) -> Bool {
    var candidates = candidates
    if let opening, let first = candidates.first, opening >= line.lowerBound,
      !pieces[opening].isBrace, canBeginLine(opening + 1),
      right(of: opening..<first) > Layout.limit {
      candidates.insert(opening + 1, at: 0)
    }
    let segments = zip(candidates, candidates.dropFirst() + [line.upperBound]).map { $0..<$1 }
    let indentation = indentation(in: opening, of: line, for: segments)
    var shift = 0
    var hasBroken = false
    for segment in segments {
      if isChain || right(of: segment) - shift > Layout.limit {
        pieces[segment.lowerBound].breaks = 1
        shift = pieces[segment.lowerBound].column - indentation
        hasBroken = true
      }
      for index in segment { pieces[index].column -= shift }
    }
    return hasBroken
  }

  /// Where lines that begin in a bracket are to stand: where they do already, or else aligned with
  /// what follows the bracket if all of them fit there.
  private func indentation(
    in opening: Int?, of line: Range<Int>, for segments: [Range<Int>]
  ) -> Int {
    let start = pieces[line.lowerBound]
    guard let opening, !pieces[opening].isBrace else {
      return start.column + (start.isBeginning ? Layout.step : 0)
    }
    var index = opening + 1
    while index < pieces.count, index != pieces[opening].partner {
      if pieces[index].breaks > 0 { return pieces[index].column }
      index = (pieces[index].partner ?? index) + 1
    }
    let aligned = pieces[opening + 1].column
    if segments.first?.lowerBound == opening + 1 { return pieces[opening].base + Layout.step }
    let widest = segments.map { right(of: $0) - pieces[$0.lowerBound].column }.max() ?? 0
    return aligned + widest <= Layout.limit ? aligned : pieces[opening].base + Layout.step
  }

  /// Begins a line behind a bracket if what is in it fits there.
  private mutating func hang(_ line: Range<Int>) -> Bool {
    let openings = line.filter { index in
      pieces[index].isOpen && isFilled(index, in: line) && canBeginLine(index + 1)
    }
    guard let opening = openings.min(by: { pieces[$0].depth < pieces[$1].depth }) else {
      return false
    }
    let shift = pieces[opening + 1].column - pieces[opening].base - Layout.step
    guard shift > 0, right(of: opening..<line.upperBound) - shift <= Layout.limit else {
      return false
    }
    pieces[opening + 1].breaks = 1
    return true
  }
}
