import UptSyntax

/// Compiled code of an expression, a condition, or a statement.
typealias Code = (Frame) throws -> Value
typealias Test = (Frame) throws -> Bool
typealias Action = (Frame) throws -> Flow

/// Code of a value inside an array or optional, or as a generic result. In a structure it keeps its
/// calling convention; a bare closure would be wrapped in a conversion that costs at every call.
struct HeldCode {
  let run: Code
}

/// Code of a condition where `HeldCode` would hold that of a value.
struct HeldTest {
  let run: Test
}

/// Code of a statement where `HeldCode` would hold that of a value.
struct HeldAction {
  let run: Action
}

/// How control leaves a statement. The value of `return` waits in slot 0 of the frame.
enum Flow {
  case next
  case `break`
  case `continue`
  case `return`
}

/// A compiled function of a script; closures made from it share it.
final class FunctionCode {
  let name: String
  let parameters: [Parameter]
  let frameSize: Int
  /// The slots of the parameters in order.
  let slots: [Int]
  /// The slots that hold the captured boxes, in the order of the captures.
  let captureSlots: [Int]
  /// The slots of parameters that closures capture and that therefore move into boxes.
  let boxedSlots: [Int]
  /// The code of each parameter's default.
  let defaults: [Code?]
  /// Whether parameters lie in slots 1, 2, … and none has a default or a box.
  let isPlain: Bool
  let hasCaptures: Bool
  let literal: FunctionLiteral
  /// What compiled it, and can compile it once more.
  let compiler: Compiler
  /// Where in the program it is.
  let place: ProgramPlace
  let body: Code

  init(
    _ literal: FunctionLiteral, _ compiler: Compiler, defaults: [Code?], body: @escaping Code
  ) {
    let layout = compiler.resolution.layout(of: literal)
    self.literal = literal
    self.compiler = compiler
    place = compiler.place
    name = literal.name?.name ?? "closure"
    parameters = FunctionCode.parameters(of: literal)
    frameSize = layout.size
    slots = layout.parameters.map(\.slot)
    captureSlots = layout.captures.map(\.inner.slot)
    boxedSlots = layout.parameters.filter(\.isCaptured).map(\.slot)
    self.defaults = defaults
    self.body = body
    hasCaptures = !layout.captures.isEmpty
    isPlain =
      boxedSlots.isEmpty && defaults.allSatisfy { $0 == nil }
      && slots.enumerated().allSatisfy { $0.element == $0.offset + 1 }
  }

  /// The parameters that a function literal declares.
  static func parameters(of literal: FunctionLiteral) -> [Parameter] {
    literal.parameters.map { declaration in
      guard let value = declaration.defaultValue else { return .required(declaration.name.name) }
      return Parameter(declaration.name.name, .computed(value.span.text))
    }
  }
}
