/// How closely two lists of numbers go together, from -1 to 1.
public struct Correlation: Sendable, Hashable {
  /// The coefficient.
  public let coefficient: Double
  /// How many pairs there were.
  public let count: Int

  /// The two-sided probability of a coefficient at least as far from 0 between unrelated lists:
  /// r √((n - 2) / (1 - r²)) follows Student's t with n - 2 degrees of freedom. It is exact for
  /// normal numbers and Pearson's coefficient, and an approximation for ranks.
  public var p: Double {
    guard count > 2 else { return 1 }
    return StudentT.incompleteBeta(1 - coefficient * coefficient, Double(count - 2) / 2, 0.5)
  }

  /// Pearson's coefficient, which is 1 where the points lie on a rising line. `nil` where the lists
  /// differ in length, have fewer than two numbers, or one of them does not vary.
  public static func pearson(_ x: [Double], _ y: [Double]) -> Correlation? {
    guard x.count == y.count, x.count > 1, let meanX = Sample.mean(x), let meanY = Sample.mean(y)
    else { return nil }
    let (fromX, fromY) = (x.map { $0 - meanX }, y.map { $0 - meanY })
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let (lengthX, lengthY) = (dot(fromX, fromX).squareRoot(), dot(fromY, fromY).squareRoot())
    let isVaried = { (values: [Double]) in values.contains { $0 != values.first } }
    guard isVaried(x), isVaried(y), lengthX > 0, lengthY > 0 else { return nil }
    let cosine = dot(fromX.map { $0 / lengthX }, fromY.map { $0 / lengthY })
    return Correlation(coefficient: min(max(cosine, -1), 1), count: x.count)
  }

  /// Spearman's coefficient: Pearson's of the ranks, 1 where y always rises with x. Equal values
  /// share their mean rank. `nil` as for ``pearson(_:_:)``.
  public static func spearman(_ x: [Double], _ y: [Double]) -> Correlation? {
    pearson(Sample.ranks(x), Sample.ranks(y))
  }
}
