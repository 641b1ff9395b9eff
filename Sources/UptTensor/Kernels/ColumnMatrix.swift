/// A matrix as LAPACK has it: in double precision, column by column.
struct ColumnMatrix {
  let rows: Int
  let columns: Int
  var elements: [Double]

  /// Zeros.
  init(_ rows: Int, _ columns: Int) {
    self.rows = rows
    self.columns = columns
    elements = [Double](repeating: 0, count: rows * columns)
  }

  /// The elements of a tensor of rank 2.
  /// - Throws: `.shape` for another rank.
  init(_ tensor: Tensor) throws {
    guard tensor.rank == 2 else {
      throw EngineError(.shape, "a matrix is needed, but the shape is \(tensor.shape)")
    }
    rows = tensor.shape[0]
    columns = tensor.shape[1]
    elements = try tensor.transposed().doubles
  }

  /// The matrix as a tensor, on request with exact elements.
  func tensor(isExact: Bool = false) throws -> Tensor {
    if isExact { return try Tensor(unchecked: [columns, rows], elements).transposed() }
    return try Tensor([columns, rows], elements.map { Float($0) }).transposed()
  }

  subscript(row: Int, column: Int) -> Double {
    get { elements[column * rows + row] }
    set { elements[column * rows + row] = newValue }
  }

  /// Whether row and columns can be exchanged without a change.
  var isSymmetric: Bool {
    guard rows == columns else { return false }
    let largest = elements.reduce(0) { max($0, abs($1)) }
    return (0..<rows).allSatisfy { row in
      (0..<row).allSatisfy { abs(self[row, $0] - self[$0, row]) <= 1e-5 * largest }
    }
  }
}
