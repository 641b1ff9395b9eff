import UptNotebook
import UptRuntime
import UptTensor

/// Tests, correlations and the bootstrap, on lists of numbers.
enum StatisticsLibrary {
  static func builtins(_ surroundings: Surroundings) -> [Builtin] {
    [
      mean, median, quantile, deviation, tTest, mcnemar, correlation("pearson"),
      correlation("spearman"), BootstrapLibrary.bootstrap(surroundings),
    ]
  }

  private static let tTest = Builtin(
    "t_test",
    [
      .required("a", help: "numbers"), .required("b", help: "numbers"),
      .optional("paired", .bool(false), help: "whether the lists belong together in pairs"),
    ],
    help: """
      Student's t test that two lists have the same mean: of their differences if they are paired,
      else Welch's, which allows for different spreads. Gives the `difference` of the means, half
      the width of its 95% `interval`, `t`, the `degrees` of freedom and the two-sided `p`.

          let r = t_test([0.71, 0.74, 0.69], [0.7, 0.71, 0.7], paired: true)
          "\\(r.difference:.3f), p = \\(r.p:.2f)"      # 0.010, p = 0.48
      """
  ) { call in
    let isPaired = try call.bool("paired")
    let a = try call.numbers("a", atLeast: 2)
    let b = try call.numbers("b", atLeast: 2)
    if isPaired { try call.checkPairs("a", a.count, "b", b.count) }
    guard let test = isPaired ? TTest.paired(a, b) : TTest.welch(a, b) else {
      throw call.error(0, "`t_test` needs at least two numbers on either side")
    }
    return .record([
      ("difference", .real(test.difference)), ("interval", .real(test.halfWidth)),
      ("t", .real(test.t)), ("degrees", .real(test.degrees)), ("p", .real(test.p)),
    ])
  }

  private static let mcnemar = Builtin(
    "mcnemar",
    [
      .required("a", help: "bools: whether the first was right, item by item"),
      .required("b", help: "the same for the second"),
    ],
    help: """
      McNemar's test of two classifiers on the same items: gives how often `only_a` and `only_b`
      were right, the two-sided `p`, and the `test` it is from: exact below 25 items that tell the
      two apart, else chi-square with correction for continuity.

          mcnemar([true, true, false], [true, false, false])
          # (only_a: 1, only_b: 0, p: 1.0, test: "exact")
      """
  ) { call in
    let (a, b) = (try call.bools("a"), try call.bools("b"))
    try call.checkPairs("a", a.count, "b", b.count)
    guard let test = McNemar(a, b) else { throw call.mismatch(1, "as long as `a`") }
    return .record([
      ("only_a", .int(test.onlyFirst)), ("only_b", .int(test.onlySecond)), ("p", .real(test.p)),
      ("test", .text(test.method.rawValue)),
    ])
  }

  private static func correlation(_ name: String) -> Builtin {
    let isRanked = name == "spearman"
    let what = isRanked
      ? "Spearman's rank correlation: 1 where y always rises with x, -1 where it always falls."
      : "Pearson's correlation: 1 where the points lie on a rising line, -1 on a falling one."
    let example = isRanked
      ? "spearman([1, 2, 3, 4], [1, 4, 9, 16]).r      # 1.0"
      : "pearson([1, 2, 3, 4], [3, 5, 7, 9]).r      # 1.0"
    return Builtin(
      name, [.required("x", help: "numbers"), .required("y", help: "as many numbers")],
      help: """
        \(what) Gives `r`, the two-sided `p` by Student's t, and the number of pairs `n`.

            \(example)
        """
    ) { call in
      let (x, y) = try call.pairs("x", "y", atLeast: 2)
      guard let found = isRanked ? Correlation.spearman(x, y) : Correlation.pearson(x, y) else {
        let constant = x.contains { $0 != x.first } ? 1 : 0
        throw call.error(
          constant, "all numbers are the same: what does not vary goes together with nothing")
      }
      return .record([
        ("r", .real(found.coefficient)), ("p", .real(found.p)), ("n", .int(found.count)),
      ])
    }
  }

  /// The mean of a list; in `group` it keeps the interval.
  static let mean = Builtin(
    "mean", [.required("values", help: "numbers")],
    help: """
      The mean of a list of numbers. As a function for `group` it gives measurements.

          mean([1, 2, 6])      # 3.0
      """
  ) { call in .real(Sample.mean(try call.numbers("values")) ?? .nan) }

  private static let deviation = Builtin(
    "std", [.required("values", help: "numbers, at least two")],
    help: """
      The standard deviation of a list of numbers, as an estimate for what they were drawn from:
      with the count less one.

          std([1, 2, 3])      # 1.0
      """
  ) { call in .real(Sample.deviation(try call.numbers("values", atLeast: 2)) ?? .nan) }

  private static let median = Builtin(
    "median", [.required("values", help: "numbers")],
    help: """
      The middle number in order, or the mean of the two middle ones.

          median([3, 1, 2, 10])      # 2.5
      """
  ) { call in .real(Sample.median(try call.numbers("values")) ?? .nan) }

  private static let quantile = Builtin(
    "quantile", [.required("values", help: "numbers"), .required("share", help: "from 0 to 1")],
    help: """
      The number below which a share of the values lies, interpolated between neighbours as in
      NumPy.

          quantile([1, 2, 3, 4, 5], 0.25)      # 2.0
      """
  ) { call in
    let share = try call.number("share")
    guard share >= 0, share <= 1 else {
      throw call.error(1, "`share` of `quantile` is \(share), but must be from 0 to 1")
    }
    return .real(Sample.quantile(try call.numbers("values"), share) ?? .nan)
  }
}

extension Call {
  /// The bools of a list.
  fileprivate func bools(_ name: String) throws -> [Bool] {
    let position = position(of: name)
    return try list(position).enumerated().map { index, element in
      guard case .bool(let flag) = element else {
        throw error(
          position, "`\(name)` of `\(builtin.name)` must hold bools, but element \(index) is "
            + element.typeWithArticle, kind: .type)
      }
      return flag
    }
  }
}
