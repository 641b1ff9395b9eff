import UptRuntime
import UptSyntax
import UptTensor

/// Finds the expression of a function whose derivative is wrong.
///
/// The function is evaluated at the point, and a little before and behind it along one element of
/// its parameter. That tells how fast every value moves, and a backward pass through an expression
/// alone tells how fast it should, given the values it was computed from. The first expression of
/// which the two differ is to blame, if putting its moved values into an evaluation at the point
/// explains the error of the result: a number that is only printed may be cut off from the
/// gradient.
struct CulpritSearch {
  /// An expression, and what is wrong with its derivative.
  struct Culprit {
    let span: Span
    let fault: Fault
  }

  private let subject: EvaluationTrace.Subject
  private let point: Tensor
  private let element: Int
  /// What the check of the whole function found.
  private let report: GradCheck.Report
  private let step: Double
  /// The evaluation at the point, with gradients, and those beside it by their offsets.
  private let base: EvaluationTrace
  private let moved: [Double: EvaluationTrace]
  /// The variables met so far and how fast their elements move.
  private var speeds: [ObjectIdentifier: [Double]] = [:]

  /// The share of the result's error that an expression must explain.
  private static let share = 0.01

  /// Evaluates the function around the point.
  /// - Returns: nil where the report names no element.
  init?(_ subject: @escaping EvaluationTrace.Subject, _ point: Tensor, _ report: GradCheck.Report)
    throws
  {
    guard let element = report.element, point.data.indices.contains(element) else { return nil }
    let point = report.precision == .double ? point.inDoublePrecision : point
    self.subject = subject
    self.point = point
    self.element = element
    self.report = report
    let steps = report.precision.steps
    let step = steps[steps.count / 2] * max(1, abs(point.doubles[element]))
    self.step = step
    let parameter = Variable(point, requiresGradient: true)
    base = try EvaluationTrace(subject, parameter)
    let offsets = [step, -step, step / 2, -step / 2]
    moved = Dictionary(
      uniqueKeysWithValues: try zip(offsets, offsets.map {
        try EvaluationTrace(subject, Variable(point.moved(element, by: $0)))
      }))
    speeds[ObjectIdentifier(parameter)] = point.data.indices.map { $0 == element ? 1 : 0 }
  }

  /// The first expression that is to blame; nil if none is.
  /// - Parameter poll: throws when the user asks to stop.
  mutating func run(poll: () throws -> Void) throws -> Culprit? {
    for (position, entry) in base.entries.enumerated() {
      try poll()
      let others = moved.values.map { $0.entries.dropFirst(position).first }
      guard others.allSatisfy({ $0.map(entry.matches) ?? false }) else {
        return Culprit(span: entry.span, fault: .branch)
      }
      let error = try localError(position, entry.numbers)
      learnSpeeds(position, entry.numbers)
      guard error > report.precision.tolerance,
        try explains(position, entry.value, error)
      else { continue }
      let fault = Fault(step, isCut: entry.numbers.variables.isEmpty) { measure(position, $0) }
      return Culprit(span: entry.span, fault: fault)
    }
    return nil
  }

  /// The numbers of an expression at an offset, as one.
  private func measure(_ position: Int, _ offset: Double) -> Measure {
    (moved[offset] ?? base).entries[position].numbers.measure
  }

  /// How far the derivative of an expression is from differences of its values.
  private func localError(_ position: Int, _ numbers: NumberList) throws -> Double {
    guard numbers.variables.isEmpty || numbers.variables.contains(where: { !isKnown($0.variable) })
    else { return 0 }
    let gradients = try Variable.backward(seeds: numbers.seeds, upTo: isKnown)
    var derivative = 0.0
    var size = 0.0
    for (variable, gradient) in gradients.all {
      for (a, b) in zip(gradient.doubles, speeds[ObjectIdentifier(variable)] ?? []) {
        derivative += a * b
        size += abs(a * b)
      }
    }
    return Slope(step: step, report.precision) { measure(position, $0) }
      .relativeError(derivative, floor: GradCheck.floor * size)
  }

  private func isKnown(_ variable: Variable) -> Bool { speeds[ObjectIdentifier(variable)] != nil }

  private mutating func learnSpeeds(_ position: Int, _ numbers: NumberList) {
    for (variable, start) in numbers.variables where !isKnown(variable) {
      speeds[ObjectIdentifier(variable)] = (start..<start + variable.value.count).map { place in
        Slope(step: step, report.precision) { offset in
          let values = (moved[offset] ?? base).entries[position].numbers.values
          return Measure([values[place]], [1])
        }.value
      }
    }
  }

  /// Whether the result's error is, for the most part or at least noticeably, that of an
  /// expression, judged by an evaluation at the point into which its moved values are put.
  private func explains(_ position: Int, _ value: Value, _ error: Double) throws -> Bool {
    let effect = try Slope(step: step, report.precision) { offset in
      let other = moved[offset]?.entries[position].value ?? value
      return try EvaluationTrace(subject, Variable(point), replacing: (position, other))
        .result.measure
    }
    let whole = abs(report.analytic - report.numeric)
    return abs(effect.value) * min(error, 1) > CulpritSearch.share * whole
  }
}
