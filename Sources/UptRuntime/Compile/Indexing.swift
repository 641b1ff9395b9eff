import UptSyntax

/// Makes the code of `base[index]`.
struct Indexing: OperandPair {
  let compiler: Compiler
  let place: IndexPlace

  @inline(__always)
  func make<Base: Operand, Index: Operand>(_ base: Base, _ index: Index) -> HeldCode {
    HeldCode { [compiler, place] frame in
      let value = try base.load(frame)
      let index = try index.load(frame)
      do { return try Elements.get(value, at: index) } catch {
        throw place.located(error, compiler.located)
      }
    }
  }
}

/// Makes the code of `base[index]` where the base is a variable that computing the index cannot
/// change: it is read last, and its value needs no other owner meanwhile.
struct VariableIndexing: OperandPair {
  let compiler: Compiler
  let place: IndexPlace

  @inline(__always)
  func make<Base: Operand, Index: Operand>(_ base: Base, _ index: Index) -> HeldCode {
    HeldCode { [compiler, place] frame in
      let index = try index.load(frame)
      if case .int(let number) = index, number >= 0,
        case .list(let list) = try base.load(frame), number < list.elements.count {
        return list.elements[number]
      }
      do { return try Elements.get(try base.load(frame), at: index) } catch {
        throw place.located(error, compiler.located)
      }
    }
  }
}

extension Expression {
  /// Whether it is made of names, numbers and operators only, and so changes nothing.
  var isArithmetic: Bool {
    switch kind {
    case .name, .int, .real: true
    case .unary(_, let operand): operand.isArithmetic
    case .binary(_, let left, let right): left.isArithmetic && right.isArithmetic
    default: false
    }
  }
}
