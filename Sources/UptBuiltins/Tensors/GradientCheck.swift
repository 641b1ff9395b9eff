import UptRuntime
import UptSyntax
import UptTensor

/// A call of `gradcheck`: the comparison with finite differences and, where they disagree, the
/// error that points at the operation to blame.
struct GradientCheck {
  private let function: FunctionValue
  private let call: Call
  private let differentiation: Differentiation
  /// The parameters in the argument to differentiate by, and the further arguments.
  private let tree: ParameterTree
  private let further: [Value]

  init(_ call: Call, _ context: BuiltinContext) throws {
    self.call = call
    function = try call.function(0)
    let arguments = try call.list(1)
    guard let first = arguments.first else {
      throw call.error(
        0, "`gradcheck` needs the argument at which `\(function.name)` is checked", kind: .call,
        hint: "for instance gradcheck(\(function.name), w)")
    }
    differentiation = Differentiation(function, call, context)
    tree = try differentiation.tree(first, argument: 1)
    further = Array(arguments.dropFirst())
  }

  /// The largest relative error.
  /// - Throws: `.gradient` where it is too large, or where the function gives now this and now
  ///   that; what the function throws.
  func run() throws -> Double {
    try differentiation.guarded {
      try checkRepeats()
      var largest = 0.0
      for position in tree.leaves.indices {
        let report = try GradCheck.check(
          { try differentiation.variable(call.call(function, arguments(position, $0))) },
          at: tree.leaves[position].variable.value)
        guard report.passes else { throw try disagreement(report, position) }
        largest = max(largest, report.largestError)
      }
      return largest
    }
  }

  /// The arguments with one parameter replaced and the others as constants.
  private func arguments(_ position: Int, _ variable: Variable) throws -> [Value] {
    [try tree.replacing(leaf: position, by: variable)] + further
  }

  /// The function with one parameter as its argument, as a search evaluates it.
  private func subject(_ position: Int) -> EvaluationTrace.Subject {
    { variable, observer in
      try call.interpreter.call(function, arguments(position, variable), observing: observer)
    }
  }

  // MARK: Errors

  private func checkRepeats() throws {
    let point = Variable(tree.leaves[0].variable.value)
    func result() throws -> Tensor {
      try differentiation.variable(call.call(function, arguments(0, point))).value
    }
    let (first, second) = (try result(), try result())
    // Compared as bits, so that a NaN is equal to itself.
    guard first.shape != second.shape
      || first.data.map(\.bitPattern) != second.data.map(\.bitPattern)
    else { return }
    let place = try EvaluationTrace(subject(0), point)
      .firstDifference(from: EvaluationTrace(subject(0), point))
    var error = RuntimeError(
      .gradient, "`\(function.name)` does not give the same result twice at one point",
      hint: "give functions of random numbers a seed, as in normal([2], seed: 1)")
    aim(&error, at: place, "changes from call to call")
    throw error
  }

  private func disagreement(_ report: GradCheck.Report, _ position: Int) throws -> RuntimeError {
    let leaf = tree.leaves[position].variable.value
    var search = try CulpritSearch(subject(position), leaf, report)
    let culprit = try search?.run(poll: call.interpreter.interrupt.check)
    var error = RuntimeError(
      .gradient, "the gradient of `\(function.name)` disagrees with finite differences",
      hint: culprit?.fault.hint)
    let element = report.element.map { leaf.index(of: $0) } ?? []
    let parameter = (function.parameters.first?.name ?? "the argument")
      + tree.leaves[position].place + (element.isEmpty ? "" : "\(element)")
    let mix = report.isWeighted ? " (of the result's elements, summed with random weights)" : ""
    error.notes = [
      Diagnostic.Note(
        "the derivative by \(parameter) is \(text(report.analytic)), but differences give "
          + text(report.numeric) + mix)
    ]
    aim(&error, at: culprit?.span, culprit?.fault.label)
    return error
  }

  /// Aims the error at an operation of the function, or else at the function.
  private func aim(_ error: inout RuntimeError, at span: Span?, _ label: String?) {
    guard let span else { return error.argument = 0 }
    error.span = span
    error.label = label
    if let span = call.span { error.notes.append(Diagnostic.Note("checked here", span: span)) }
  }

  private func text(_ number: Double) -> String {
    FormatSpec(".6g").map { $0.format(number) } ?? "\(number)"
  }
}
