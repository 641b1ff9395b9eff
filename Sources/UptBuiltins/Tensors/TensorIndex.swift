import UptRuntime
import UptTensor

/// The subscripts of `x[0, 1..<3, [2, 0]]`, checked against the shape.
///
/// An int takes an axis away, a slice keeps a part of it, and a list or tensor of ints picks
/// entries in any order. Several lists pick independently of each other: rows and columns, not
/// pairs. A mask picks where it is 1: along one axis, or, in the shape of the whole tensor,
/// elements as a vector.
struct TensorIndex {
  /// What happens to one axis.
  private enum Item {
    case one(Int)
    case range(Range<Int>)
    /// Entries, and the shape that takes the place of the axis.
    case entries([Int], [Int])
  }

  private let shape: [Int]
  private var items: [Item] = []
  /// The places of single elements, instead of items.
  private var elements: [Int]?

  init(_ subscripts: [Subscript], _ shape: [Int]) throws {
    self.shape = shape
    if subscripts.count == 1, case .value(let value) = subscripts[0],
      let mask = value.asTensor, mask.isMask, shape.count != 1, mask.value.shape == shape {
      elements = mask.value.data.indices.filter { mask.value.data[$0] != 0 }
      return
    }
    guard subscripts.count <= shape.count else {
      let axes = shape.count == 1 ? "1 axis" : "\(shape.count) axes"
      throw RuntimeError(
        .index, "\(subscripts.count) ind\(subscripts.count == 1 ? "ex" : "ices") for a tensor of "
          + "shape \(shape), which has \(axes)")
    }
    for (axis, item) in subscripts.enumerated() { items.append(try resolve(item, axis)) }
    for axis in subscripts.count..<shape.count { items.append(.range(0..<shape[axis])) }
  }

  // MARK: Reading

  /// The part of `x` that is meant.
  func get(_ x: Variable) throws -> Variable {
    if let elements { return try x.reshaped([x.value.count]).gathered(elements) }
    var result = try x.sliced(
      items.map {
        switch $0 {
        case .one(let entry): .index(entry)
        case .range(let range): .range(range.lowerBound, range.upperBound)
        case .entries: .all
        }
      })
    var axis = 0
    for item in items {
      switch item {
      case .one: continue
      case .range: axis += 1
      case .entries(let entries, let sizes):
        result = try result.gathered(entries, axis: axis)
        if sizes.count != 1 {
          let shape = result.shape
          result = try result.reshaped(Array(shape[..<axis] + sizes + shape[(axis + 1)...]))
        }
        axis += sizes.count
      }
    }
    return result
  }

  // MARK: Writing

  /// `x` with the part replaced by `value`, stretched to fit; gradients flow into both.
  func set(_ x: Variable, to value: Variable) throws -> Variable {
    let (places, part) = self.places
    guard !mayRepeat || Set(places).count == places.count else {
      throw RuntimeError(.index, "an entry that is assigned to is named twice")
    }
    guard let stretched = try? value.broadcast(to: part) else {
      throw RuntimeError(
        .shape, "a value of shape \(value.shape) does not fit the part of shape \(part)")
    }
    return try x.replacing(places, with: stretched)
  }

  /// Whether an entry may be named twice.
  private var mayRepeat: Bool {
    items.contains { if case .entries = $0 { true } else { false } }
  }

  /// The places of the selected elements in row-major order, and the shape they have.
  private var places: ([Int], [Int]) {
    if let elements { return (elements, [elements.count]) }
    var places = [0]
    var part: [Int] = []
    for (axis, item) in items.enumerated() {
      let entries: [Int]
      switch item {
      case .one(let entry): entries = [entry]
      case .range(let range):
        entries = Array(range)
        part.append(range.count)
      case .entries(let list, let sizes):
        entries = list
        part += sizes
      }
      places = places.flatMap { place in entries.map { place * shape[axis] + $0 } }
    }
    return (places, part)
  }

  // MARK: Checking

  private func resolve(_ item: Subscript, _ axis: Int) throws -> Item {
    do {
      switch item {
      case .slice(let low, let high, let isClosed):
        return .range(
          try Subscript.bounds(low: low, high: high, isClosed: isClosed, count: shape[axis]))
      case .value(.int(let index)): return .one(try entry(index, axis))
      case .value(let value): return try resolve(value, axis)
      }
    } catch var error as RuntimeError {
      error.argument = axis
      if error.kind == .index, shape.count > 1 {
        error.message += " on axis \(axis) of the shape \(shape)"
      }
      throw error
    }
  }

  private func entry(_ index: Int, _ axis: Int) throws -> Int {
    try Subscript.position(index, count: shape[axis])
  }

  private func resolve(_ value: Value, _ axis: Int) throws -> Item {
    if let flags = TensorIndex.flags(value) {
      guard flags.count == shape[axis] else {
        throw RuntimeError(
          .shape, "a mask of \(flags.count) elements cannot select from \(shape[axis]) entries")
      }
      let entries = flags.indices.filter { flags[$0] }
      return .entries(entries, [entries.count])
    }
    if case .list = value, let integers = TensorConversion.integers(value) {
      return .entries(try integers.map { try entry($0, axis) }, [integers.count])
    }
    switch value {
    case .list, .object:
      guard let index = try TensorConversion.variable(value)?.value else { break }
      let entries = try index.integers().map { try entry($0, axis) }
      if index.rank == 0, let first = entries.first { return .one(first) }
      return .entries(entries, index.shape)
    default: break
    }
    throw RuntimeError(
      .type, "an index of a tensor must be an int, a slice or a list of ints, "
        + "not \(value.typeWithArticle)")
  }

  /// The elements of a mask of one axis: a comparison's result, or a list of bools.
  private static func flags(_ value: Value) -> [Bool]? {
    if let mask = value.asTensor, mask.isMask, mask.value.rank == 1 {
      return mask.value.data.map { $0 != 0 }
    }
    guard case .list(let list) = value, !list.elements.isEmpty else { return nil }
    let flags = list.elements.compactMap { if case .bool(let flag) = $0 { flag } else { nil } }
    return flags.count == list.elements.count ? flags : nil
  }
}
