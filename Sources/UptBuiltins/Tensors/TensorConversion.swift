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
    let place = TensorConversion.place(path)
    let first = TensorConversion.place(path.map { _ in 0 })
    guard path.count < shape.count else {
      if let number = try TensorConversion.number(value) { return data.append(number) }
      guard ListReader.count(value) == nil else {
        throw RuntimeError(
          .shape, "the list is ragged: a number at \(first), but a list at \(place)")
      }
      throw RuntimeError(
        .type, "a tensor holds numbers, but at \(place) there is \(value.typeWithArticle)")
    }
    guard let count = ListReader.count(value) else {
      throw RuntimeError(
        try TensorConversion.number(value) == nil ? .type : .shape,
        "the list is ragged: a list at \(first), but \(value.typeWithArticle) at \(place)")
    }
    guard count == shape[path.count] else {
      throw RuntimeError(
        .shape, "the list is ragged: the list at \(first) has \(shape[path.count]) elements, but "
          + "the one at \(place) has \(count)")
    }
    if case .list(let list) = value {
      for (position, element) in list.elements.enumerated() {
        try read(element, path + [position])
      }
    } else if case .range(let range) = value {
      for position in 0..<count { data.append(Float(range.lower + position)) }
    }
  }
}
