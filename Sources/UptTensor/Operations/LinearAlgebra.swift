/// Linear algebra of single matrices, computed in double precision.
///
/// Signs that a factorisation leaves open are chosen so that results do not depend on the kernels:
/// the largest element of every singular vector uᵢ and of every eigenvector is positive, as are
/// the diagonal elements of R. (Signs are turned by `0 - x`, which leaves no negative zeros.)
extension Tensor {
  /// X with `self` X = `other`; both are matrices.
  /// - Throws: `.shape`; `.value` when this is singular or not finite.
  public func solved(for other: Tensor) throws -> Tensor {
    try checkSquare("equations are solved by")
    guard other.rank == 2, other.shape[0] == shape[0] else {
      let rows = other.rank == 2 ? "\(other.shape[0])" : "the shape \(other.shape)"
      throw EngineError(.shape, "\(shape[0]) equations have \(shape[0]) right sides, not \(rows)")
    }
    return try LAPACK.solve(ColumnMatrix(self), ColumnMatrix(other))
      .tensor(isExact: isExact(with: other))
  }

  /// The determinant of a square matrix.
  /// - Throws: `.shape`; `.value` when it is not finite.
  public func determinant() throws -> Tensor {
    try checkSquare("the determinant is that of")
    let value = try LAPACK.determinant(ColumnMatrix(self))
    return exact == nil ? Tensor(scalar: Float(value)) : Tensor(unchecked: [], [value])
  }

  /// U, s and Vᵀ with U diag(s) Vᵀ = `self`: orthonormal columns of U and rows of Vᵀ, as many as
  /// the smaller side, and the singular values in descending order.
  /// - Throws: `.shape` for other ranks than 2; `.value` when it is not finite.
  public func singularValues() throws -> (u: Tensor, s: Tensor, vt: Tensor) {
    var (u, s, vt) = try LAPACK.singularValues(ColumnMatrix(self))
    for i in s.indices where u.largest(inColumn: i) < 0 {
      for row in 0..<u.rows { u[row, i] = 0 - u[row, i] }
      for column in 0..<vt.columns { vt[i, column] = 0 - vt[i, column] }
    }
    return (try u.tensor(), try Tensor([s.count], s.map { Float($0) }), try vt.tensor())
  }

  /// The eigenvalues of a symmetric matrix in ascending order and its eigenvectors as columns.
  /// - Throws: `.shape` unless it is square; `.value` unless it is symmetric and finite.
  public func symmetricEigenvectors() throws -> (values: Tensor, vectors: Tensor) {
    try checkSquare("eigenvectors are those of")
    let matrix = try ColumnMatrix(self)
    guard matrix.isSymmetric || !matrix.elements.allSatisfy(\.isFinite) else {
      throw EngineError(
        .value, "the matrix is not symmetric", hint: "(a + a.T) / 2 is, and svd takes any matrix")
    }
    var (values, vectors) = try LAPACK.eigenvectors(matrix)
    for i in values.indices where vectors.largest(inColumn: i) < 0 {
      for row in 0..<vectors.rows { vectors[row, i] = 0 - vectors[row, i] }
    }
    return (try Tensor([values.count], values.map { Float($0) }), try vectors.tensor())
  }

  /// Q and R with Q R = `self`: orthonormal columns of Q, as many as the smaller side, and an upper
  /// triangle R.
  /// - Throws: `.shape` for other ranks than 2; `.value` when it is not finite.
  public func orthogonalised() throws -> (q: Tensor, r: Tensor) {
    var (q, r) = try LAPACK.orthogonal(ColumnMatrix(self))
    for i in 0..<r.rows where r[i, i] < 0 {
      for row in 0..<q.rows { q[row, i] = 0 - q[row, i] }
      for column in 0..<r.columns { r[i, column] = 0 - r[i, column] }
    }
    return (try q.tensor(), try r.tensor())
  }

  /// The gradient of the determinant: its cofactors, also where the matrix is singular. From
  /// A = U diag(s) Vᵀ they are det U · det Vᵀ · U diag(∏ over j ≠ i of sⱼ) Vᵀ.
  func cofactors() throws -> Tensor {
    var (u, s, vt) = try LAPACK.singularValues(ColumnMatrix(self))
    let sign = try (LAPACK.determinant(u) * LAPACK.determinant(vt)).rounded()
    for i in s.indices {
      let others = s.indices.reduce(sign) { $1 == i ? $0 : $0 * s[$1] }
      for row in 0..<u.rows { u[row, i] *= others }
    }
    let isExact = exact != nil
    return try u.tensor(isExact: isExact).matmul(vt.tensor(isExact: isExact))
  }

  /// - Throws: `.shape` unless this is a square matrix.
  func checkSquare(_ sentence: String) throws {
    guard rank == 2, shape[0] == shape[1] else {
      throw EngineError(.shape, "\(sentence) a square matrix, not the shape \(shape)")
    }
  }
}

extension ColumnMatrix {
  /// The element of a column that is largest in size, the first of several.
  fileprivate func largest(inColumn column: Int) -> Double {
    elements[column * rows..<(column + 1) * rows].reduce(0) { abs($1) > abs($0) ? $1 : $0 }
  }
}
