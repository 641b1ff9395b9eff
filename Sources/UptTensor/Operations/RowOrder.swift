/// The order of the entries of every row along one axis.
public struct RowOrder {
  /// The shape of the tensor, with as many entries along the axis as were asked for.
  public let shape: [Int]
  /// Which entry of its row comes where, in row-major order of ``shape``.
  public let entries: [Int]
  /// The places of these entries among all elements of the tensor.
  let places: [Int]

  /// Orders the rows of a tensor; equal entries keep their order, and NaN counts as the largest.
  /// - Parameter count: how many entries of each row are wanted; nil for all of them.
  /// - Throws: `.index` for an axis that does not exist, `.value` when rows have fewer than
  ///   `count` entries.
  public init(
    _ tensor: Tensor, axis: Int, descending: Bool = false, first count: Int? = nil
  ) throws {
    let axis = try Shapes.axis(axis, of: tensor.shape)
    let size = tensor.shape[axis]
    let count = count ?? size
    guard (0...size).contains(count) else {
      throw EngineError(
        .value, "\(count) entries cannot be taken from axis \(axis) of the shape "
          + "\(tensor.shape), which has \(Shapes.counted(size, "entry", "entries"))")
    }
    var target = tensor.shape
    target[axis] = count
    shape = target
    guard target.allSatisfy({ $0 > 0 }) else {
      (entries, places) = ([], [])
      return
    }
    let step = tensor.shape[(axis + 1)...].reduce(1, *)
    var entries = [Int](repeating: 0, count: tensor.count / size * count)
    var places = entries
    for block in 0..<tensor.count / (size * step) {
      for column in 0..<step {
        let start = block * size * step + column
        let row = (0..<size).map { tensor.data[start + $0 * step] }
        let order = RowOrder.order(row, descending: descending)
        for (position, entry) in order.prefix(count).enumerated() {
          let place = (block * count + position) * step + column
          entries[place] = entry
          places[place] = start + entry * step
        }
      }
    }
    (self.entries, self.places) = (entries, places)
  }

  private static func order(_ row: [Float], descending: Bool) -> [Int] {
    func precedes(_ a: Float, _ b: Float) -> Bool { a < b || (b.isNaN && !a.isNaN) }
    return row.indices.sorted { left, right in
      if precedes(row[left], row[right]) { return !descending }
      if precedes(row[right], row[left]) { return descending }
      return left < right
    }
  }
}
