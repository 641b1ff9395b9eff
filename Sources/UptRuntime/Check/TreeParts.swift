import UptSyntax

/// A piece of a program for whoever goes through all of it.
package enum TreePart {
  case expression(Expression)
  case statement(Statement)

  /// The pieces right inside of it, in the order of the text.
  package var parts: [TreePart] {
    switch self {
    case .expression(let expression): expression.kind.parts
    case .statement(let statement): statement.parts
    }
  }

  /// Goes through a piece and all that is inside.
  package func forEach(_ body: (TreePart) -> Void) {
    body(self)
    for part in parts { part.forEach(body) }
  }
}

extension Block {
  var parts: [TreePart] { statements.map(TreePart.statement) }
}

extension Statement {
  fileprivate var parts: [TreePart] {
    switch kind {
    case .declaration(let declaration): [.expression(declaration.value)]
    case .function(let literal): Expression.Kind.function(literal).parts
    case .assignment(let target, _, let value): [.expression(target), .expression(value)]
    case .expression(let expression): [.expression(expression)]
    case .loop(_, let sequence, let body): [.expression(sequence)] + body.parts
    case .while(let condition, let body): [.expression(condition)] + body.parts
    case .return(let value): value.map { [.expression($0)] } ?? []
    case .throw(let value): [.expression(value)]
    case .break, .continue, .import: []
    }
  }
}

extension Expression.Kind {
  fileprivate var parts: [TreePart] {
    switch self {
    case .nothing, .bool, .int, .real, .text, .name, .missing: []
    case .interpolation(let parts):
      parts.compactMap { if case .value(let value, _) = $0 { .expression(value) } else { nil } }
    case .list(let elements): elements.map(TreePart.expression)
    case .record(let fields): fields.map { .expression($0.value) }
    case .dictionary(let entries):
      entries.flatMap { [TreePart.expression($0.key), .expression($0.value)] }
    case .comprehension(let comprehension): comprehension.parts
    case .member(let base, _): [.expression(base)]
    case .call(let callee, let arguments):
      [.expression(callee)] + arguments.map { .expression($0.value) }
    case .index(let base, let items): [.expression(base)] + items.flatMap(\.parts)
    case .unary(_, let operand): [.expression(operand)]
    case .binary(_, let left, let right), .logical(_, let left, let right),
      .otherwise(let left, let right), .range(let left, let right, _):
      [.expression(left), .expression(right)]
    case .function(let literal):
      literal.parameters.compactMap { $0.defaultValue.map(TreePart.expression) }
        + literal.body.parts
    case .conditional(let conditional):
      conditional.branches.flatMap { [.expression($0.condition)] + $0.body.parts }
        + (conditional.otherwise?.parts ?? [])
    case .match(let match):
      [.expression(match.subject)]
        + match.arms.flatMap { arm in
          (arm.condition.map { [TreePart.expression($0)] } ?? []) + arm.body.parts
        }
    case .attempt(let attempt): attempt.body.parts + attempt.handler.parts
    }
  }
}

extension Comprehension {
  fileprivate var parts: [TreePart] {
    clauses.map { clause -> TreePart in
      switch clause {
      case .each(_, let sequence): .expression(sequence)
      case .condition(let condition): .expression(condition)
      }
    } + (key.map { [.expression($0)] } ?? []) + [.expression(value)]
  }
}

extension SubscriptItem {
  fileprivate var parts: [TreePart] {
    switch self {
    case .value(let expression): [.expression(expression)]
    case .slice(let low, let high, _, _):
      [low, high].compactMap { $0.map(TreePart.expression) }
    }
  }
}
