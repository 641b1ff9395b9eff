import UptSyntax

/// A local variable: a parameter, a loop's variable, or a `let`, `var` or `func` in a block.
final class Variable {
  let name: String
  let isVariable: Bool
  var slot: Int
  let span: Span
  /// The function it always holds, if a `func` declares it.
  let function: FunctionLiteral?
  /// Whether a closure uses it; it then lives in a box that its slot refers to.
  var isCaptured = false
  /// Whether anything reads it.
  var isRead = false

  init(
    name: String, isVariable: Bool, slot: Int, span: Span, function: FunctionLiteral? = nil,
    isCaptured: Bool = false
  ) {
    self.name = name
    self.isVariable = isVariable
    self.slot = slot
    self.span = span
    self.function = function
    self.isCaptured = isCaptured
  }
}

/// Where a name's value is.
enum Place {
  case local(Variable)
  case global(GlobalCell)
}

/// What the compiler must know about a function's frame.
final class FrameLayout {
  /// Slots of its parameters, in order.
  var parameters: [Variable] = []
  /// The enclosing function's variables it uses and the slots their boxes get here.
  var captures: [(outer: Variable, inner: Variable)] = []
  /// The number of slots; slot 0 holds the value of `return`.
  var size = 1
}

/// What the names of a program mean, by the offset of the name in its source.
struct Resolution {
  var places: [Int: Place] = [:]
  var layouts: [ObjectIdentifier: FrameLayout] = [:]
  /// The frame of the code outside of functions.
  var topLevel = FrameLayout()
  /// The global names that the program defines, as its last cells define them.
  var globals: [PlannedGlobal] = []
  /// Those that one of its cells at least defines as a `var`.
  var variables: Set<ObjectIdentifier> = []
  var diagnostics: [Diagnostic] = []

  /// Whether a global name may be assigned to somewhere in the program.
  func isVariable(_ cell: GlobalCell) -> Bool {
    variables.contains(ObjectIdentifier(cell))
      || cell.isVariable && !globals.contains { $0.cell === cell }
  }

  func layout(of literal: FunctionLiteral) -> FrameLayout {
    layouts[ObjectIdentifier(literal)] ?? FrameLayout()
  }
}
