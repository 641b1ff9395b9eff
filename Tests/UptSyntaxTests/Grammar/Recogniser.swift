/// Says whether units can be derived from the grammar, and by which rules.
///
/// It finds, for a form and a place, all the places where what the form describes may end, and
/// keeps what it found for rules: every reading of the grammar is tried, each once.
final class Recogniser {
  private let grammar: Grammar
  private let first: FirstSets
  private let units: [GrammarUnit]
  private let leaves: [[Int]]
  private var known: [Key: [Int]] = [:]

  private struct Key: Hashable {
    let rule: String
    let place: Int
    let excluded: String?
  }

  init(_ units: [GrammarUnit], grammar: Grammar = .upt, first: FirstSets = .upt) {
    self.grammar = grammar
    self.first = first
    self.units = units
    leaves = units.map(first.leaves)
  }

  /// Whether all units together can be derived from a rule.
  func accepts(_ rule: String = "script") -> Bool {
    ends(ofRule: rule, from: 0, excluded: nil).contains(units.count)
  }

  // MARK: Places

  private func ends(ofRule rule: String, from place: Int, excluded: String?) -> [Int] {
    guard rule != excluded, let form = grammar.rules[rule] else { return [] }
    if place < units.count, case .named(rule, _) = units[place] { return [place + 1] }
    let key = Key(rule: rule, place: place, excluded: excluded)
    if let ends = known[key] { return ends }
    let ends = ends(of: form, from: place, excluded: excluded)
    known[key] = ends
    return ends
  }

  private func ends(of form: Int, from place: Int, excluded: String?) -> [Int] {
    guard first.mayBegin(form, place < units.count ? leaves[place] : nil) else { return [] }
    switch grammar.forms[form] {
    case .text(let text): return end(of: text, from: place).map { [$0] } ?? []
    case .words(let words): return end(ofWords: words, from: place).map { [$0] } ?? []
    case .rule(let rule): return ends(ofRule: rule, from: place, excluded: excluded)
    case .excluding(let inner, let rule): return ends(of: inner, from: place, excluded: rule)
    case .choice(let parts):
      return Set(parts.flatMap { ends(of: $0, from: place, excluded: excluded) }).sorted()
    case .optional(let inner):
      return Set([place] + ends(of: inner, from: place, excluded: excluded)).sorted()
    case .repeated(let inner):
      return repetitions(of: inner, from: place, excluded: excluded).keys.sorted()
    case .sequence(let parts, let isEnclosed):
      return stages(parts, isEnclosed, from: place, excluded: excluded).last ?? []
    }
  }

  /// The places after every part of a sequence.
  private func stages(
    _ parts: [Int], _ isEnclosed: [Bool], from place: Int, excluded: String?
  ) -> [[Int]] {
    var stages = [[place]]
    for (part, isEnclosed) in zip(parts, isEnclosed) {
      let excluded = isEnclosed ? nil : excluded
      let starts = stages[stages.count - 1]
      stages.append(
        starts.count == 1
          ? ends(of: part, from: starts[0], excluded: excluded)
          : Set(starts.flatMap { ends(of: part, from: $0, excluded: excluded) }).sorted())
      if stages[stages.count - 1].isEmpty { return [[]] }
    }
    return stages
  }

  /// The places after any number of repetitions, each with the place where the last one begins.
  private func repetitions(
    of form: Int, from place: Int, excluded: String?
  ) -> [Int: Int] {
    var starts = [place: place]
    var open = [place]
    while let next = open.popLast() {
      for end in ends(of: form, from: next, excluded: excluded) where starts[end] == nil {
        starts[end] = next
        open.append(end)
      }
    }
    return starts
  }

  private func end(of text: String, from place: Int) -> Int? {
    guard place < units.count else { return nil }
    switch units[place] {
    case .token(text), .named(_, text): return place + 1
    case .character:
      let end = place + text.unicodeScalars.count
      return units[place...].starts(with: GrammarUnit.characters(text)) ? end : nil
    default: return nil
    }
  }

  private func end(ofWords words: String, from place: Int) -> Int? {
    switch GrammarWords.table[words] {
    case .condition(let holds): return holds(units[place...]) ? place : nil
    case .character(let fits, _):
      guard place < units.count, case .character(let scalar) = units[place], fits(scalar) else {
        return nil
      }
      return place + 1
    case nil: return nil
    }
  }

  // MARK: Rules

  /// The rules of one derivation of all units from a rule; empty if there is none.
  func rules(from rule: String = "script") -> Set<String> {
    var used: Set<String> = []
    if accepts(rule) { trace(rule, 0, units.count, nil, &used) }
    return used
  }

  private func trace(
    _ rule: String, _ from: Int, _ to: Int, _ excluded: String?, _ used: inout Set<String>
  ) {
    used.insert(rule)
    if from < to, case .named(rule, let text) = units[from] {
      used.formUnion(Recogniser(GrammarUnit.characters(text), grammar: grammar, first: first)
        .rules(from: rule))
    } else if let form = grammar.rules[rule] {
      trace(form, from, to, excluded, &used)
    }
  }

  private func trace(
    _ form: Int, _ from: Int, _ to: Int, _ excluded: String?, _ used: inout Set<String>
  ) {
    switch grammar.forms[form] {
    case .text, .words: return
    case .rule(let rule): trace(rule, from, to, excluded, &used)
    case .excluding(let inner, let rule): trace(inner, from, to, rule, &used)
    case .optional(let inner): if from < to { trace(inner, from, to, excluded, &used) }
    case .choice(let parts):
      let part = parts.first { ends(of: $0, from: from, excluded: excluded).contains(to) }
      if let part { trace(part, from, to, excluded, &used) }
    case .repeated(let inner):
      let starts = repetitions(of: inner, from: from, excluded: excluded)
      var end = to
      while end != from, let start = starts[end] {
        trace(inner, start, end, excluded, &used)
        end = start
      }
    case .sequence(let parts, let isEnclosed):
      let stages = stages(parts, isEnclosed, from: from, excluded: excluded)
      guard stages.count == parts.count + 1 else { return }
      var end = to
      for index in parts.indices.reversed() {
        let excluded = isEnclosed[index] ? nil : excluded
        let start = stages[index].first {
          ends(of: parts[index], from: $0, excluded: excluded).contains(end)
        }
        guard let start else { return }
        trace(parts[index], start, end, excluded, &used)
        end = start
      }
    }
  }
}
