import UptRuntime
import UptTensor

/// Values of the language as tensors: numbers, bools (as 1 and 0), ranges, and nested lists of
/// these and of tensors.
enum TensorConversion {
  /// How deep lists may nest; no tensor needs more axes.
  static let deepestNesting = 32

  /// The tensor that a value means; nil if its type means none.
  /// - Throws: what is wrong with a list, and where in it.
  static func variable(_ value: Value) throws -> Variable? {
    switch value {
    case .object(let object): return (object as? TensorObject)?.variable
    case .int, .real, .bool: return try number(value).map { Variable(Tensor(scalar: $0)) }
    case .list, .range:
      if try containsTensor(value, level: 0) { return try stacked(value, []) }
      var reader = try ListReader(value)
      return Variable(try reader.tensor(value))
    default: return nil
    }
  }

  /// A number or bool as an element; nil for any other type.
  static func number(_ value: Value) throws -> Float? {
    switch value {
    case .int(let number): return Float(number)
    case .bool(let flag): return flag ? 1 : 0
    case .real(let number):
      let element = Float(number)
      guard element.isFinite || !number.isFinite else {
        throw RuntimeError(
          .value, "\(NumberText.shortest(number)) is too large for a tensor",
          hint: "elements are single precision: at most 3.4e38")
      }
      return element
    default: return nil
    }
  }

  /// An int or a list of ints, exactly: elements of a tensor are exact up to 2²⁴ only.
  static func integers(_ value: Value) -> [Int]? {
    if case .int(let number) = value { return [number] }
    guard case .list(let list) = value else { return nil }
    var numbers: [Int] = []
    numbers.reserveCapacity(list.elements.count)
    for element in list.elements {
      guard case .int(let number) = element else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// A place in a nested list as a script would write it: `[0][2]`.
  static func place(_ path: [Int]) -> String { path.map { "[\($0)]" }.joined() }

  static func tooDeep() -> RuntimeError {
    RuntimeError(.value, "the list nests deeper than the \(deepestNesting) axes of a tensor")
  }

  // MARK: Lists that hold tensors

  private static func containsTensor(_ value: Value, level: Int) throws -> Bool {
    guard level <= deepestNesting else { throw tooDeep() }
    if value.asTensor != nil { return true }
    guard case .list(let list) = value else { return false }
    return try list.elements.contains { try containsTensor($0, level: level + 1) }
  }

  /// The elements along a new first axis; gradients flow back into them.
  private static func stacked(_ value: Value, _ path: [Int]) throws -> Variable {
    guard case .list(let list) = value else {
      if let variable = try variable(value) { return variable }
      throw RuntimeError(
        .type, "at \(place(path)) the list holds \(value.typeWithArticle), not a tensor")
    }
    let parts = try list.elements.enumerated().map { try stacked($1, path + [$0]) }
    if let first = parts.first, let odd = parts.firstIndex(where: { $0.shape != first.shape }) {
      throw RuntimeError(
        .shape, "the list holds a tensor of shape \(first.shape) at \(place(path + [0])), but "
          + "\(parts[odd].shape) at \(place(path + [odd]))",
        hint: "concatenate joins tensors whose first sizes differ")
    }
    return parts.isEmpty ? Variable(try .zeros([0])) : try Variable.stacked(parts)
  }
}

/// Reads nested lists of numbers; the first elements tell the shape, the others must agree.
private struct ListReader {
  private var shape: [Int] = []
  private var data: [Float] = []

  init(_ value: Value) throws {
    var next: Value? = value
    while let current = next, let count = ListReader.count(current) {
      guard shape.count < TensorConversion.deepestNesting else {
        throw TensorConversion.tooDeep()
      }
      shape.append(count)
      if case .list(let list) = current { next = list.elements.first } else { next = nil }
    }
    data.reserveCapacity(try Tensor.elementCount(shape))
  }

  private static func count(_ value: Value) -> Int? {
    switch value {
    case .list(let list): list.elements.count
    case .range(let range): range.count
    default: nil
    }
  }

  mutating func tensor(_ value: Value) throws -> Tensor {
    try read(value, [])
    return try Tensor(shape, data)
  }

  private mutating func read(_ value: Value, _ path: [Int]) throws {
    guard path.count < shape.count, let count = ListReader.count(value),
      count == shape[path.count]
    else { throw try misfit(value, path) }
    if case .list(let list) = value {
      let isInnermost = path.count == shape.count - 1
      for (position, element) in list.elements.enumerated() {
        if isInnermost, let number = try TensorConversion.number(element) {
          data.append(number)
        } else {
          try read(element, path + [position])
        }
      }
    } else if case .range(let range) = value {
      for position in 0..<count { data.append(Float(range.lower + position)) }
    }
  }

  /// Why a value cannot stand where it does.
  private func misfit(_ value: Value, _ path: [Int]) throws -> RuntimeError {
    let place = TensorConversion.place(path)
    let first = TensorConversion.place(path.map { _ in 0 })
    switch (ListReader.count(value), path.count < shape.count) {
    case (_?, false):
      return RuntimeError(
        .shape, "the list is ragged: a number at \(first), but a list at \(place)")
    case (nil, _) where try TensorConversion.number(value) == nil:
      return RuntimeError(
        .type, "a tensor holds numbers, but at \(place) there is \(value.typeWithArticle)")
    case (let count?, _):
      return RuntimeError(
        .shape, "the list is ragged: the list at \(first) has \(shape[path.count]) elements, but "
          + "the one at \(place) has \(count)")
    case (nil, _):
      return RuntimeError(
        .shape, "the list is ragged: a list at \(first), but a number at \(place)")
    }
  }
}
