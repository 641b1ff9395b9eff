import UptRuntime

/// What stands for an output that was let go of. It shows what the output was; any use of it is an
/// error that says how to compute it again.
final class DroppedOutput: HostObject {
  private let outline: String
  private let number: Int
  private let code: String

  init(_ output: Outputs.Output) {
    outline = output.outline
    number = output.number
    let lines = output.code.split(separator: "\n", omittingEmptySubsequences: false)
    code = lines.count > 1 ? "\(lines[0]) …" : output.code
  }

  override var valueType: ValueType { Self.valueType }
  static let valueType = ValueType(
    "dropped output", "An output that is no longer kept: outputs have a budget of memory.")

  override var summary: String { "<\(outline), no longer kept>" }
  override var describe: String {
    "\(outline), no longer kept; input \(number) computes it again: \(code)"
  }

  private var error: RuntimeError {
    RuntimeError(
      .value, "`_\(number)` is no longer kept; it was: \(outline)",
      hint: "input \(number) computes it again: \(code)")
  }

  override var memberNames: [String] { [] }
  override func member(_ name: String) throws -> Value? { throw error }
  override func index(_ items: [Subscript]) throws -> Value { throw error }
  override func setIndex(_ items: [Subscript], to value: Value) throws -> Value { throw error }
  override func negate() throws -> Value? { throw error }
  override func formatted(_ format: FormatSpec) throws -> String? { throw error }
  /// A loop asks for its one element and gets the error.
  override var count: Int? { 1 }
  override func element(at position: Int) throws -> Value { throw error }
  override func binary(_ op: BinaryOperator, with other: Value, reversed: Bool) throws -> Value? {
    throw error
  }
}
