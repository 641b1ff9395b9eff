import UptRuntime
import UptSyntax
import UptTensor

/// Finds the expression of a function whose derivative is wrong.
///
/// The function is evaluated at the point, and a little before and behind it along one element of
/// its parameter. The first expression whose derivative by backward pass is not that by differences
/// is to blame, if putting its moved values into an evaluation at the point explains the error of
/// the result: a number that is only printed may be cut off from the gradient.
struct CulpritSearch {
  let subject: EvaluationTrace.Subject
  let point: Tensor
  /// What the check of the whole function found.
  let report: GradCheck.Report
  /// Throws when the user asks to stop.
  let poll: () throws -> Void

  /// An expression, and what is wrong with its derivative.
  struct Culprit {
    let span: Span
    let fault: Fault
  }

  /// The share of the result's error that an expression must explain.
  private static let share = 0.01

  func run() throws -> Culprit? {
    guard let element = report.element, point.data.indices.contains(element) else { return nil }
    let point = report.precision == .double ? point.inDoublePrecision : point
    let step = (report.precision.steps.dropFirst().first ?? report.precision.steps[0])
      * max(1, abs(point.doubles[element]))
    func trace(_ offset: Double, replacing: (Int, Value)? = nil) throws -> EvaluationTrace {
      try EvaluationTrace(
        subject, Variable(point.moved(element, by: offset)), replacing: replacing)
    }
    let parameter = Variable(point, requiresGradient: true)
    let base = try EvaluationTrace(subject, parameter)
    var moved: [Double: EvaluationTrace] = [:]
    for offset in [step, -step, step / 2, -step / 2] { moved[offset] = try trace(offset) }

    for (position, entry) in base.entries.enumerated() {
      try poll()
      let others = moved.values.map { $0.entries.dropFirst(position).first }
      guard others.allSatisfy({ $0.map(entry.matches) ?? false }) else {
        return Culprit(span: entry.span, fault: .branch)
      }
      let measure = { (offset: Double) in
        (offset == 0 ? base : moved[offset] ?? base).entries[position].numbers.measure
      }
      let slope = Slope(step: step, report.precision, measure)
      let analytic = try entry.numbers.derivative(by: parameter, element: element)
      let error = slope.relativeError(analytic, floor: 0)
      guard error > report.precision.tolerance else { continue }
      let effect = try Slope(step: step, report.precision) { offset in
        let value = moved[offset]?.entries[position].value ?? entry.value
        return try trace(0, replacing: (position, value)).result.measure
      }
      guard abs(effect.value) * min(error, 1)
        > CulpritSearch.share * abs(report.analytic - report.numeric)
      else { continue }
      let isCut = entry.numbers.variables.isEmpty
      return Culprit(span: entry.span, fault: Fault(step, isCut: isCut, measure))
    }
    return nil
  }
}

/// What can be wrong with a derivative.
enum Fault {
  /// The value depends on the parameter, but no gradient flows back from it.
  case cut
  /// The slopes on both sides of the point differ.
  case kink
  /// The value jumps at the point.
  case jump
  /// Other statements run at the point than beside it.
  case branch
  /// The operation's own derivative is wrong.
  case wrong

  /// Judges the values around the point: the slopes on both sides of a smooth function come
  /// together with the step, those of a kink stay apart, and those of a jump part.
  init(_ step: Double, isCut: Bool, _ measure: (Double) -> Measure) {
    func slopes(_ h: Double) -> (below: Double, above: Double) {
      let middle = measure(0).sum
      return ((middle - measure(-h).sum) / h, (measure(h).sum - middle) / h)
    }
    let (near, far) = (slopes(step / 2), slopes(step))
    let (gap, before) = (abs(near.above - near.below), abs(far.above - far.below))
    let isApart = gap > 0.01 * max(abs(near.above), abs(near.below))
    if isApart, gap > 1.5 * before {
      self = .jump
    } else if isApart, gap > 0.75 * before, !isCut {
      self = .kink
    } else {
      self = isCut ? .cut : .wrong
    }
  }

  /// A few words beside the expression.
  var label: String {
    switch self {
    case .cut: "no gradient flows through this"
    case .kink: "has a kink at this point"
    case .jump: "jumps at this point"
    case .branch: "is not reached everywhere near this point"
    case .wrong: "its derivative is wrong"
    }
  }

  /// What to do about it.
  var hint: String {
    switch self {
    case .cut:
      "item(), to_list(), float(), detach() and the like give constants; go on with the tensor"
    case .kink, .jump, .branch:
      "there is no derivative here; check at a point beside it"
    case .wrong:
      "the operation computes its own gradient, and that has a mistake"
    }
  }
}
