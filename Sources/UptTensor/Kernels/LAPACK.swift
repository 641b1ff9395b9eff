import COpenBLAS

/// The one door to LAPACK, which OpenBLAS contains: dense linear algebra in double precision.
///
/// Every function refuses numbers that are not finite, with which some of the routines would not
/// come to an end, and matrices beyond ``largestWork``, for which they would take many minutes.
enum LAPACK {
  /// The largest product of a matrix's two sides and the smaller one of them, to which the number
  /// of its operations is proportional: that of a square of 4096.
  static let largestWork = 0x1p36

  /// X with A X = B.
  /// - Throws: `.value` when A is singular.
  static func solve(_ a: ColumnMatrix, _ b: ColumnMatrix) throws -> ColumnMatrix {
    try check(a)
    try check(b)
    var (factors, result) = (a, b)
    var pivots = [Int32](repeating: 0, count: a.rows)
    var (n, columns, info) = (Int32(a.rows), Int32(b.columns), Int32(0))
    guard n > 0, columns > 0 else { return b }
    dgesv_(&n, &columns, &factors.elements, &n, &pivots, &result.elements, &n, &info)
    guard info == 0 else {
      throw EngineError(
        .value, "the matrix is singular, so that its equations have no unique solution",
        hint: "a small multiple of eye(\(a.rows)) added to it makes it regular")
    }
    return result
  }

  /// The determinant, from the triangles that elimination gives.
  static func determinant(_ a: ColumnMatrix) throws -> Double {
    try check(a)
    guard a.rows > 0 else { return 1 }
    var factors = a
    var pivots = [Int32](repeating: 0, count: a.rows)
    var (n, info) = (Int32(a.rows), Int32(0))
    dgetrf_(&n, &n, &factors.elements, &n, &pivots, &info)
    let product = (0..<a.rows).reduce(1) { product, i in
      let isExchanged = Int(pivots[i]) != i + 1
      return product * factors[i, i] * (isExchanged ? -1 : 1)
    }
    // Not -0 where there is nothing to be negative.
    return product + 0
  }

  /// U, the singular values in descending order, and Vᵀ, with as many of each as the smaller side.
  static func singularValues(
    _ a: ColumnMatrix
  ) throws -> (u: ColumnMatrix, s: [Double], vt: ColumnMatrix) {
    try check(a)
    let count = min(a.rows, a.columns)
    var (u, vt) = (ColumnMatrix(a.rows, count), ColumnMatrix(count, a.columns))
    var s = [Double](repeating: 0, count: count)
    guard count > 0 else { return (u, s, vt) }
    var input = a
    var (rows, columns, least, info) = (Int32(a.rows), Int32(a.columns), Int32(count), Int32(0))
    var whole = [Int32](repeating: 0, count: 8 * count)
    withWork { work, length in
      dgesdd_(
        "S", &rows, &columns, &input.elements, &rows, &s, &u.elements, &rows, &vt.elements, &least,
        work, length, &whole, &info, 1)
    }
    guard info == 0 else { throw didNotConverge() }
    return (u, s, vt)
  }

  /// The eigenvalues of a symmetric matrix in ascending order, and its eigenvectors as columns;
  /// only the lower triangle is read.
  static func eigenvectors(
    _ a: ColumnMatrix
  ) throws -> (values: [Double], vectors: ColumnMatrix) {
    try check(a)
    var vectors = a
    var values = [Double](repeating: 0, count: a.rows)
    guard a.rows > 0 else { return (values, vectors) }
    var (n, info) = (Int32(a.rows), Int32(0))
    var whole = [Int32](repeating: 0, count: 3 + 5 * a.rows)
    var wholeLength = Int32(whole.count)
    withWork { work, length in
      dsyevd_(
        "V", "L", &n, &vectors.elements, &n, &values, work, length, &whole, &wholeLength, &info, 1,
        1)
    }
    guard info == 0 else { throw didNotConverge() }
    return (values, vectors)
  }

  /// Q with orthonormal columns and the upper triangle R, with as many columns and rows as the
  /// smaller side of A = Q R.
  static func orthogonal(_ a: ColumnMatrix) throws -> (q: ColumnMatrix, r: ColumnMatrix) {
    try check(a)
    let count = min(a.rows, a.columns)
    var (q, r) = (ColumnMatrix(a.rows, count), ColumnMatrix(count, a.columns))
    guard count > 0 else { return (q, r) }
    var factors = a
    var tau = [Double](repeating: 0, count: count)
    var (rows, columns, least, info) = (Int32(a.rows), Int32(a.columns), Int32(count), Int32(0))
    withWork { work, length in
      dgeqrf_(&rows, &columns, &factors.elements, &rows, &tau, work, length, &info)
    }
    for column in 0..<a.columns {
      for row in 0...min(column, count - 1) { r[row, column] = factors[row, column] }
    }
    q.elements = Array(factors.elements[..<(a.rows * count)])
    withWork { work, length in
      dorgqr_(&rows, &least, &least, &q.elements, &rows, tau, work, length, &info)
    }
    return (q, r)
  }

  // MARK: - Checks and memory

  private static func check(_ a: ColumnMatrix) throws {
    _ = BLAS.kernels
    guard upt_has_lapack() != 0 else {
      throw EngineError(
        .missingLibrary, "this build of OpenBLAS lacks LAPACK, which linear algebra needs",
        hint: "the package libopenblas-dev has it")
    }
    let work = Double(a.rows) * Double(a.columns) * Double(min(a.rows, a.columns))
    guard work <= largestWork, max(a.rows, a.columns) <= Int32.max else {
      throw EngineError(
        .memory, "a matrix of \(a.rows) by \(a.columns) is too large for linear algebra, which "
          + "goes up to 4096 by 4096 or as much work")
    }
    guard a.elements.allSatisfy(\.isFinite) else {
      throw EngineError(
        .value, "the matrix holds numbers that are not finite", hint: "is_finite(x) shows where")
    }
  }

  /// Calls a routine twice: first it tells how much scratch memory it wants, then it works.
  private static func withWork(
    _ routine: (_ work: UnsafeMutablePointer<Double>, _ length: UnsafePointer<Int32>) -> Void
  ) {
    var wanted = 0.0
    var query: Int32 = -1
    routine(&wanted, &query)
    var length = Int32(exactly: wanted) ?? 1
    var work = [Double](repeating: 0, count: Int(max(length, 1)))
    routine(&work, &length)
  }

  private static func didNotConverge() -> EngineError {
    EngineError(.value, "the iteration for the matrix did not converge")
  }
}
