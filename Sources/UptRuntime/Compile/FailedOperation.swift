import UptSyntax

/// An operation whose operands do not fit each other, as the script writes it.
struct FailedOperation {
  /// What an operand of a text means in the script.
  struct Meaning {
    /// The expression; nil where a default was taken.
    var expression: Expression?
    /// Which element of its value is meant, if not the whole.
    var part: Int?
    /// What messages call it where the expression is long.
    var words: String
  }

  let span: Span
  /// The operands with what they were, in the order of the script.
  let operands: [(expression: Expression, value: Value)]
  let meaning: (OperandText.Operand) -> Meaning
  /// What a name stands for at this moment.
  let read: (Expression) -> Value?
  /// Whether operands that are no operands in the script, as in `x *= a + b`, need parentheses to
  /// become some.
  var isAssignment = false

  /// Adds what there is to say to an error about shapes: the expression with the shapes below it,
  /// which sizes disagree, and what would fit.
  func explain(_ error: inout RuntimeError, _ misfit: Misfit?) {
    let labels = operands.flatMap(labels)
    var lines: [String] = []
    if labels.count > 1 || labels.contains(where: { !error.message.contains($0.text) }) {
      lines = LabelledSource(span, labels).lines
    }
    if let reason = misfit?.reason { lines.append(reason.pieces.map(sentence).joined()) }
    if !lines.isEmpty { error.notes.append(Diagnostic.Note(lines.joined(separator: "\n"))) }
    if let fix = misfit?.fix {
      if let code = code(fix.code) { error.hint = "\(code) would give \(fix.result)" }
    } else if misfit?.reason != nil {
      // A rule is no help where nothing that follows it was found.
      error.hint = nil
    }
  }

  // MARK: Labels

  private func labels(_ expression: Expression, _ value: Value) -> [LabelledSource.Label] {
    guard let shape = value.shapeText else {
      guard case .list(let elements) = expression.kind, case .list(let list) = value,
        elements.count == list.elements.count
      else { return [] }
      return zip(elements, list.elements).flatMap(labels)
    }
    let own = LabelledSource.Label(expression.span, shape)
    switch expression.kind {
    case .binary, .call: return [own] + names(in: expression)
    default: return [own]
    }
  }

  /// The labels of the variables in what has been computed: all of it is reached, and nothing is
  /// computed again.
  private func names(in expression: Expression) -> [LabelledSource.Label] {
    switch expression.kind {
    case .name, .member:
      if let shape = peek(expression)?.shapeText {
        return [LabelledSource.Label(expression.span, shape)]
      }
      if case .member(let base, _) = expression.kind { return names(in: base) }
      return []
    case .binary(_, let left, let right): return names(in: left) + names(in: right)
    case .unary(_, let operand): return names(in: operand)
    case .index(let base, _): return names(in: base)
    case .list(let elements): return elements.flatMap(names)
    case .call(let callee, let arguments):
      var base: [LabelledSource.Label] = []
      if case .member(let receiver, _) = callee.kind { base = names(in: receiver) }
      return base + arguments.flatMap { names(in: $0.value) }
    default: return []
    }
  }

  /// The value of a variable or of a field in it.
  private func peek(_ expression: Expression) -> Value? {
    switch expression.kind {
    case .name: return read(expression)
    case .member(let base, let name):
      guard case .record(let record)? = peek(base) else { return nil }
      return record.value(name.name)
    default: return nil
    }
  }

  // MARK: Words

  private static let longestOperand = 30
  private static let longestCode = 72

  private func sentence(_ piece: OperandText.Piece) -> String {
    switch piece {
    case .text(let text): return text
    case .name(let operand), .code(let operand), .base(let operand):
      let words = text(operand, in: Self.longestOperand)
      return words.map { "`\($0)`" } ?? meaning(operand).words
    }
  }

  /// The text as code; where it is long, operands that stay as they are become `…`. nil if it is
  /// too long even so.
  private func code(_ text: OperandText) -> String? {
    func joined(_ isShort: Bool) -> String? {
      var result = ""
      for piece in text.pieces {
        switch piece {
        case .text(let words): result += words
        case .code(let operand):
          let words =
            isShort ? nil : self.text(operand, in: Self.longestCode, inParentheses: isAssignment)
          result += words ?? "…"
        case .name(let operand), .base(let operand):
          guard let words = self.text(operand, in: Self.longestCode, inParentheses: true)
          else { return nil }
          result += words
        }
      }
      return result.count <= Self.longestCode ? result : nil
    }
    return joined(false) ?? joined(true)
  }

  /// An operand in the script's own words, if they are at most so many characters.
  private func text(
    _ operand: OperandText.Operand, in length: Int, inParentheses: Bool = false
  ) -> String? {
    let meaning = meaning(operand)
    guard var expression = meaning.expression else { return nil }
    var part = meaning.part.map { "[\($0)]" } ?? ""
    if let position = meaning.part, case .list(let elements) = expression.kind,
      elements.indices.contains(position) {
      expression = elements[position]
      part = ""
    }
    let words = JoinedSource(expression.span).text
    guard words.count <= length, !words.contains("…") else { return nil }
    let isPlain = expression.isPrimary || (!inParentheses && part.isEmpty)
    return (isPlain ? words : "(\(words))") + part
  }
}

extension Expression {
  /// Whether a member can be asked of it without parentheses around it.
  fileprivate var isPrimary: Bool {
    switch kind {
    case .binary(_, let first, _), .logical(_, let first, _), .otherwise(let first, _),
      .range(let first, _, _):
      span.lower < first.span.lower
    case .unary: span.text.hasPrefix("(")
    case .conditional, .match, .attempt, .function: false
    default: true
    }
  }
}
