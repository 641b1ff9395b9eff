extension Expression.Kind {
  /// The height of the highest part.
  var contentHeight: Int {
    switch self {
    case .nothing, .bool, .int, .real, .text, .name, .missing: 0
    case .interpolation(let parts): parts.map(\.height).max() ?? 0
    case .list(let elements): elements.map(\.height).max() ?? 0
    case .record(let fields): fields.map(\.value.height).max() ?? 0
    case .dictionary(let entries): entries.map { max($0.key.height, $0.value.height) }.max() ?? 0
    case .comprehension(let comprehension): comprehension.height
    case .member(let base, _): base.height
    case .call(let callee, let arguments):
      max(callee.height, arguments.map(\.value.height).max() ?? 0)
    case .index(let base, let items): max(base.height, items.map(\.height).max() ?? 0)
    case .unary(_, let operand): operand.height
    case .binary(_, let left, let right): max(left.height, right.height)
    case .logical(_, let left, let right): max(left.height, right.height)
    case .otherwise(let left, let right): max(left.height, right.height)
    case .range(let low, let high, _): max(low.height, high.height)
    case .function(let literal):
      max(
        literal.body.height, literal.parameters.compactMap(\.defaultValue?.height).max() ?? 0)
    case .conditional(let conditional):
      max(
        conditional.branches.map { max($0.condition.height, $0.body.height) }.max() ?? 0,
        conditional.otherwise?.height ?? 0)
    case .match(let match):
      match.arms.map { max($0.condition?.height ?? 0, $0.body.height) }.reduce(
        match.subject.height, max)
    case .attempt(let attempt): max(attempt.body.height, attempt.handler.height)
    }
  }
}

extension Comprehension {
  fileprivate var height: Int {
    clauses.reduce(max(key?.height ?? 0, value.height)) { height, clause in
      switch clause {
      case .each(_, let sequence): max(height, sequence.height)
      case .condition(let condition): max(height, condition.height)
      }
    }
  }
}

extension StringPart {
  fileprivate var height: Int {
    if case .value(let expression, _) = self { return expression.height }
    return 0
  }
}

extension SubscriptItem {
  fileprivate var height: Int {
    switch self {
    case .value(let expression): expression.height
    case .slice(let low, let high, _, _): max(low?.height ?? 0, high?.height ?? 0)
    }
  }
}

extension Statement {
  /// The number of levels of the tree below and including it.
  public var height: Int {
    let content =
      switch kind {
      case .declaration(let declaration): declaration.value.height
      case .function(let literal): Expression.Kind.function(literal).contentHeight
      case .assignment(let target, _, let value): max(target.height, value.height)
      case .expression(let expression): expression.height
      case .loop(_, let sequence, let body): max(sequence.height, body.height)
      case .while(let condition, let body): max(condition.height, body.height)
      case .return(let value): value?.height ?? 0
      case .throw(let value): value.height
      case .break, .continue, .import: 0
      }
    return 1 + content
  }
}
