import UptSyntax

/// Where an operand comes from. Generic code over it is specialised for each pair of kinds.
protocol Operand {
  func load(_ frame: Frame) throws -> Value
}

/// An operand in a slot of the frame.
struct SlotOperand: Operand {
  let slot: Int
  @inline(__always) func load(_ frame: Frame) throws -> Value { frame[slot] }
}

/// An operand that is a literal.
struct ConstantOperand: Operand {
  let value: Value
  @inline(__always) func load(_ frame: Frame) throws -> Value { value }
}

/// An operand in a global variable.
struct GlobalOperand: Operand {
  let storage: UnsafeMutablePointer<Value>
  /// Finds out about a variable that holds nil.
  let checked: Code

  @inline(__always)
  func load(_ frame: Frame) throws -> Value {
    if case .nothing = storage.pointee { return try checked(frame) }
    return storage.pointee
  }
}

/// Any other operand.
struct CodeOperand: Operand {
  let code: Code

  init(code: @escaping Code) { self.code = code }

  /// The operand by its code alone, whatever kind it is of.
  init(_ operand: any Operand) {
    if let operand = operand as? CodeOperand {
      self = operand
    } else {
      code = { frame in try operand.load(frame) }
    }
  }

  @inline(__always) func load(_ frame: Frame) throws -> Value { try code(frame) }
}

/// Makes code of two operands; `choose` specialises it for the kinds they are of.
protocol OperandPair {
  /// A structure with a closure, such as `HeldCode`.
  associatedtype Result
  func make<Left: Operand, Right: Operand>(_ left: Left, _ right: Right) -> Result
}

extension OperandPair {
  func choose(_ left: any Operand, _ right: any Operand) -> Result {
    switch left {
    case let left as SlotOperand: with(left, right)
    case let left as GlobalOperand: with(left, right)
    case let left as ConstantOperand: with(left, right)
    default: with(CodeOperand(left), right)
    }
  }

  @inline(__always)
  private func with<Left: Operand>(_ left: Left, _ right: any Operand) -> Result {
    switch right {
    case let right as SlotOperand: make(left, right)
    case let right as GlobalOperand: make(left, right)
    case let right as ConstantOperand: make(left, right)
    default: make(left, CodeOperand(right))
    }
  }
}

extension Compiler {
  /// Where the value of an expression comes from.
  func operand(_ expression: Expression) -> any Operand {
    switch expression.kind {
    case .nothing, .bool, .int, .real, .text:
      if let value = expression.constant { return ConstantOperand(value: value) }
    case .name(let name):
      if let slot = slot(at: expression.span) { return SlotOperand(slot: slot) }
      if case .global(let cell)? = resolution.places[expression.span.lower], !cell.isBuiltin {
        return GlobalOperand(storage: cell.storage, checked: load(name, at: expression.span))
      }
    default: break
    }
    return CodeOperand(code: self.expression(expression))
  }

  /// The slot of a local variable that no closure captures.
  func slot(at span: Span) -> Int? {
    guard case .local(let variable)? = resolution.places[span.lower], !variable.isCaptured
    else { return nil }
    return variable.slot
  }
}
