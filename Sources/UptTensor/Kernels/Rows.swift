/// Sums over a row in a fixed order, with eight partial sums so that the compiler can keep them in
/// one vector register.
@inline(__always)
func sumOfRow(_ x: UnsafePointer<Float>, _ count: Int, _ f: (Float, Int) -> Float) -> Float {
  var s0: Float = 0, s1: Float = 0, s2: Float = 0, s3: Float = 0
  var s4: Float = 0, s5: Float = 0, s6: Float = 0, s7: Float = 0
  var i = 0
  while i &+ 8 <= count {
    s0 += f(x[i], i)
    s1 += f(x[i &+ 1], i &+ 1)
    s2 += f(x[i &+ 2], i &+ 2)
    s3 += f(x[i &+ 3], i &+ 3)
    s4 += f(x[i &+ 4], i &+ 4)
    s5 += f(x[i &+ 5], i &+ 5)
    s6 += f(x[i &+ 6], i &+ 6)
    s7 += f(x[i &+ 7], i &+ 7)
    i &+= 8
  }
  while i < count {
    s0 += f(x[i], i)
    i &+= 1
  }
  return ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7))
}

/// Operations on rows of packed matrices; all loops are plain so that they vectorise.
public enum Rows {
  /// x[row] += bias, for every row.
  public static func addBias(
    _ x: UnsafeMutablePointer<Float>, _ bias: UnsafePointer<Float>, rows: Int, width: Int
  ) {
    for row in 0..<rows {
      let line = x + row * width
      for i in 0..<width { line[i] += bias[i] }
    }
  }

  /// y += x.
  public static func add(
    _ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, count: Int
  ) {
    for i in 0..<count { y[i] += x[i] }
  }

  /// y *= x.
  static func multiply(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int
  ) {
    for i in 0..<count { y[i] *= x[i] }
  }

  /// sum[i] += Σ_rows x[row, i]: the gradient of a bias.
  public static func addColumnSums(
    _ x: UnsafePointer<Float>, rows: Int, width: Int, to sum: UnsafeMutablePointer<Float>
  ) {
    for row in 0..<rows { add(x + row * width, to: sum, count: width) }
  }

  /// Softmax of every row in place. With `causalOffset`, row r sees only its first
  /// `causalOffset + r + 1` entries and the rest become 0.
  public static func softmax(
    _ x: UnsafeMutablePointer<Float>, rows: Int, width: Int, stride: Int,
    causalOffset: Int? = nil
  ) {
    for row in 0..<rows {
      let line = x + row * stride
      let visible = causalOffset.map { min(width, $0 + row + 1) } ?? width
      guard visible > 0 else { continue }
      var largest = line[0]
      for i in 0..<visible { largest = line[i] > largest ? line[i] : largest }
      for i in 0..<visible { line[i] = fastExp(line[i] - largest) }
      let scale = 1 / sumOfRow(line, visible) { value, _ in value }
      for i in 0..<visible { line[i] *= scale }
      for i in visible..<width { line[i] = 0 }
    }
  }

  /// The gradient of a softmax in place of the gradient of its result:
  /// ds = p · (dp − Σ dp · p).
  public static func softmaxGradient(
    _ p: UnsafePointer<Float>, _ dp: UnsafeMutablePointer<Float>, rows: Int, width: Int,
    stride: Int
  ) {
    for row in 0..<rows {
      let pl = p + row * stride
      let dl = dp + row * stride
      let inner = sumOfRow(pl, width) { value, i in value * dl[i] }
      for i in 0..<width { dl[i] = pl[i] * (dl[i] - inner) }
    }
  }
}
