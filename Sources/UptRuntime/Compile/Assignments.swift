import UptSyntax

/// Makes the code of `variable += operand`.
struct Increase<Variable: Storage> {
  let compiler: Compiler
  let variable: Variable
  let operation: OperatorPlace

  func choose(_ operand: any Operand) -> HeldAction {
    switch operand {
    case let operand as SlotOperand: make(operand)
    case let operand as ConstantOperand: make(operand)
    default: make(CodeOperand(operand))
    }
  }

  @inline(__always)
  private func make<Right: Operand>(_ operand: Right) -> HeldAction {
    HeldAction { [compiler, variable, operation] frame in
      let operand = try operand.load(frame)
      let place = variable.pointer(frame)
      if case .int(let a) = place.pointee, case .int(let b) = operand,
        let sum = Addition.apply(a, b) {
        place.initialize(to: sum)
      } else {
        try compiler.combine(.add, &place.pointee, operand, operation, frame)
      }
      return .next
    }
  }
}

/// Makes the code of `variable[index] = value`; the value is computed first.
struct ElementAssignment<Variable: Storage>: OperandPair {
  let compiler: Compiler
  let variable: Variable
  let place: IndexPlace

  @inline(__always)
  func make<New: Operand, Index: Operand>(_ value: New, _ index: Index) -> HeldAction {
    HeldAction { [compiler, variable, place] frame in
      let value = try value.load(frame)
      let base = variable.pointer(frame)
      let index = try index.load(frame)
      do { try Elements.set(&base.pointee, at: index, to: value) } catch {
        throw place.located(error, compiler.located)
      }
      return .next
    }
  }
}

/// Makes the code of `variable[index] += operand` and the like; the operand is computed first.
struct ElementChange<Variable: Storage>: OperandPair {
  let compiler: Compiler
  let variable: Variable
  let op: BinaryOperator
  let place: IndexPlace
  let operation: OperatorPlace

  @inline(__always)
  func make<Right: Operand, Index: Operand>(_ operand: Right, _ index: Index) -> HeldAction {
    HeldAction { [self] frame in
      let operand = try operand.load(frame)
      let base = variable.pointer(frame)
      let index = try index.load(frame)
      do {
        try Elements.update(&base.pointee, at: index) {
          try compiler.combine(op, &$0, operand, operation, frame)
        }
      } catch { throw place.located(error, compiler.located) }
      return .next
    }
  }
}
