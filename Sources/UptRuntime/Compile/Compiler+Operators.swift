import UptSyntax

extension Compiler {
  func binary(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, _ place: OperatorPlace
  ) -> Code {
    switch op {
    case .add: return arithmetic(Addition.self, left, right, place)
    case .subtract: return arithmetic(Subtraction.self, left, right, place)
    case .multiply: return arithmetic(Multiplication.self, left, right, place)
    case .divide: return arithmetic(Division.self, left, right, place)
    case .remainder: return arithmetic(Remainder.self, left, right, place)
    case .less: return compared(Less.self, left, right, place)
    case .lessEqual: return compared(LessEqual.self, left, right, place)
    case .greater: return compared(Greater.self, left, right, place)
    case .greaterEqual: return compared(GreaterEqual.self, left, right, place)
    case .equal: return compared(Equal.self, left, right, place)
    case .notEqual: return compared(NotEqual.self, left, right, place)
    case .floorDivide, .power, .matmul:
      let first = expression(left)
      let second = expression(right)
      return { [self] frame in
        let a = try first(frame)
        return try general(op, a, try second(frame), place, frame)
      }
    }
  }

  /// The code of a comparison that is a condition.
  func comparison(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, _ span: Span, of what: String
  ) -> Test {
    let place = OperatorPlace(span, left, right)
    switch op {
    case .less: return tested(Less.self, left, right, place, what)
    case .lessEqual: return tested(LessEqual.self, left, right, place, what)
    case .greater: return tested(Greater.self, left, right, place, what)
    case .greaterEqual: return tested(GreaterEqual.self, left, right, place, what)
    case .notEqual: return tested(NotEqual.self, left, right, place, what)
    default: return tested(Equal.self, left, right, place, what)
    }
  }

  /// The operator on values of any type, with the place of its errors.
  func general(
    _ op: BinaryOperator, _ a: Value, _ b: Value, _ place: OperatorPlace, _ frame: Frame
  ) throws -> Value {
    do { return try Operations.binary(op, a, b) } catch {
      throw place.located(error, op, a, b, interpreter.host) { [self] in peek($0, frame) }
    }
  }

  private func arithmetic<O: ArithmeticOperator>(
    _ type: O.Type, _ left: Expression, _ right: Expression, _ place: OperatorPlace
  ) -> Code {
    Arithmetic<O>(compiler: self, place: place).choose(operand(left), operand(right)).run
  }

  private func compared<O: ComparisonOperator>(
    _ type: O.Type, _ left: Expression, _ right: Expression, _ place: OperatorPlace
  ) -> Code {
    let first = expression(left)
    let second = expression(right)
    return { [self] frame in
      let a = try first(frame)
      let b = try second(frame)
      switch (a, b) {
      case (.int(let x), .int(let y)): return .bool(O.apply(x, y))
      case (.real(let x), .real(let y)): return .bool(O.apply(x, y))
      default: return try general(O.op, a, b, place, frame)
      }
    }
  }

  private func tested<O: ComparisonOperator>(
    _ type: O.Type, _ left: Expression, _ right: Expression, _ place: OperatorPlace, _ what: String
  ) -> Test {
    Comparison<O>(compiler: self, place: place, what: what)
      .choose(operand(left), operand(right)).run
  }
}

/// Makes the code of an arithmetic operator.
private struct Arithmetic<Operator: ArithmeticOperator>: OperandPair {
  let compiler: Compiler
  let place: OperatorPlace

  @inline(__always)
  func make<Left: Operand, Right: Operand>(_ left: Left, _ right: Right) -> HeldCode {
    HeldCode { [compiler, place] frame in
      let a = try left.load(frame)
      let b = try right.load(frame)
      switch (a, b) {
      case (.int(let x), .int(let y)): if let result = Operator.apply(x, y) { return result }
      case (.real(let x), .real(let y)): if let result = Operator.apply(x, y) { return result }
      case (.int(let x), .real(let y)):
        if let result = Operator.apply(Double(x), y) { return result }
      case (.real(let x), .int(let y)):
        if let result = Operator.apply(x, Double(y)) { return result }
      default: break
      }
      return try compiler.general(Operator.op, a, b, place, frame)
    }
  }
}

/// Makes the code of a comparison that is a condition.
private struct Comparison<Operator: ComparisonOperator>: OperandPair {
  let compiler: Compiler
  let place: OperatorPlace
  /// What errors call the condition.
  let what: String

  @inline(__always)
  func make<Left: Operand, Right: Operand>(_ left: Left, _ right: Right) -> HeldTest {
    HeldTest { [compiler, place, what] frame in
      let a = try left.load(frame)
      let b = try right.load(frame)
      switch (a, b) {
      case (.int(let x), .int(let y)): return Operator.apply(x, y)
      case (.real(let x), .real(let y)): return Operator.apply(x, y)
      default:
        let value = try compiler.general(Operator.op, a, b, place, frame)
        do { return try Operations.truth(value, of: what) } catch {
          throw compiler.located(error, at: place.span)
        }
      }
    }
  }
}
