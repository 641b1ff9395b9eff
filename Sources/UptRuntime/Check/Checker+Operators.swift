import UptSyntax

extension Checker {
  func binary(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, _ span: Span
  ) -> Value {
    let (a, b) = (evaluate(left), evaluate(right))
    if op == .equal || op == .notEqual { warnAboutTypes(op, a, b, span) }
    do { return try operate(op, a, b) } catch {
      report(located(error, op, a, b, OperatorPlace(span, left, right)), at: span)
      return .unknown
    }
  }

  func located(
    _ error: any Error, _ op: BinaryOperator, _ a: Value, _ b: Value, _ place: OperatorPlace
  ) -> LocatedError {
    place.located(error, op, a, b, interpreter.value.host) { [self] in value(at: $0.span) }
  }

  /// An operator between values of which parts may not be known.
  func operate(_ op: BinaryOperator, _ a: Value, _ b: Value) throws -> Value {
    if a.isUnknown || b.isUnknown { return .unknown }
    if op == .equal || op == .notEqual, a.isNothing != b.isNothing {
      return .bool(op == .notEqual)
    }
    let result = try Operations.binary(op, a, b)
    guard a.isKnown, b.isKnown else {
      switch result {
      case .bool, .int, .real, .text: return result.forgotten
      default: return result.bounded
      }
    }
    return result.bounded
  }

  /// A comparison of values that can never be equal is hardly meant.
  private func warnAboutTypes(_ op: BinaryOperator, _ a: Value, _ b: Value, _ span: Span) {
    guard let first = a.scalarFamily, let second = b.scalarFamily, first != second else { return }
    warn(
      "W0004", "\(a.typeWithArticle) never equals \(b.typeWithArticle): this is always "
        + (op == .equal ? "false" : "true"), at: span)
  }

  func range(_ low: Value, _ high: Value, _ isClosed: Bool) throws -> Value {
    if low.isUnknown || high.isUnknown { return .unknown }
    if low.isKnown, high.isKnown { return try Operations.range(low, high, isClosed: isClosed) }
    // Bounds of the right types are no error whatever they are.
    for bound in [low, high] {
      guard let example = bound.example else { return .unknown }
      _ = try Operations.range(example, example, isClosed: true)
    }
    return Value.range(RangeValue(lower: 0, bound: 0, isClosed: true)).forgotten
  }

  // MARK: Conditions

  /// Whether a condition holds; nil if that is not known. `what` names it in errors.
  func test(_ expression: Expression, of what: String) -> Bool? {
    switch expression.kind {
    case .logical(let op, let left, let right):
      let first = test(left, of: "the left side of `\(op.rawValue)`")
      if first == (op == .or) { return first }
      let second = supposing(first == nil ? left : nil) {
        self.test(right, of: "the right side of `\(op.rawValue)`")
      }
      return second == (op == .or) ? second : first == nil ? nil : second
    case .unary(.not, let operand): return test(operand, of: "the operand of `!`").map { !$0 }
    default:
      let value = evaluate(expression)
      if case .bool(let flag) = value { return flag }
      guard let example = value.example else { return nil }
      _ = perform(at: expression.span) { .bool(try Operations.truth(example, of: what)) }
      return nil
    }
  }

  /// The value of a condition.
  func truth(_ flag: Bool?) -> Value { flag.map(Value.bool) ?? Value.bool(true).forgotten }

  /// Goes through what runs only where an unknown condition holds: of the variables that the
  /// condition mentions nothing is taken as known, as it may have been asked about them.
  func supposing<Result>(_ condition: Expression?, _ body: () -> Result) -> Result {
    guard let condition else { return body() }
    let known = values
    let (forgotten, unknown) = forget(condition)
    let result = body()
    // What the body assigned to stays.
    for key in forgotten {
      if case .object(let object)? = values[key], object === unknown { values[key] = known[key] }
    }
    return result
  }

  /// Takes nothing as known of the variables that a condition mentions; gives those, and what they
  /// hold from here on.
  @discardableResult
  func forget(
    _ condition: Expression
  ) -> (variables: [ObjectIdentifier], unknown: StandIn) {
    let unknown = StandIn(like: nil)
    let mentioned = Survey([.expression(condition)], resolution).mentioned.filter {
      if case .function? = values[$0] { false } else { true }
    }
    for key in mentioned { values[key] = .object(unknown) }
    return (Array(mentioned), unknown)
  }
}

extension Value {
  fileprivate var isNothing: Bool {
    if case .nothing = self { return true }
    return false
  }

  /// What a scalar can equal: other scalars of the same family.
  fileprivate var scalarFamily: String? {
    guard let example else { return nil }
    switch example {
    case .int, .real: return "number"
    case .bool, .text: return example.typeName
    default: return nil
    }
  }

  /// The value, unless it is so large that keeping it costs more than it is worth.
  fileprivate var bounded: Value {
    switch self {
    case .text(let text): text.string.utf8.count <= 4096 ? self : forgotten
    case .list(let list): list.elements.count <= 4 * Value.checkedElements ? self : forgotten
    default: self
    }
  }
}
