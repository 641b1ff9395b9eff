import UptSyntax

/// Compiled code of an expression, a condition, or a statement.
typealias Code = (Frame) throws -> Value
typealias Test = (Frame) throws -> Bool
typealias Action = (Frame) throws -> Flow

/// Code of a value inside an array or optional. In a structure it keeps its calling convention;
/// a bare closure would be wrapped in a conversion on its way in and out.
struct HeldCode {
  let run: Code
}

/// Code of a statement inside an array or optional.
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
  private(set) var body: Code = { _ in .nothing }

  init(_ literal: FunctionLiteral, _ compiler: Compiler, defaults: [Code?]) {
    let layout = compiler.resolution.layout(of: literal)
    self.literal = literal
    self.compiler = compiler
    name = literal.name?.name ?? "closure"
    parameters = FunctionCode.parameters(of: literal)
    frameSize = layout.size
    slots = layout.parameters.map(\.slot)
    captureSlots = layout.captures.map(\.inner.slot)
    boxedSlots = layout.parameters.filter(\.isCaptured).map(\.slot)
    self.defaults = defaults
    hasCaptures = !layout.captures.isEmpty
    isPlain =
      boxedSlots.isEmpty && defaults.allSatisfy { $0 == nil }
      && slots.enumerated().allSatisfy { $0.element == $0.offset + 1 }
  }

  func complete(_ body: @escaping Code) { self.body = body }

  /// The parameters that a function literal declares.
  static func parameters(of literal: FunctionLiteral) -> [Parameter] {
    literal.parameters.map { declaration in
      guard let value = declaration.defaultValue else { return .required(declaration.name.name) }
      return Parameter(declaration.name.name, .computed(value.span.text))
    }
  }
}

/// The storage of a variable that closures share; a slot refers to it as an object.
final class Box: HostObject {
  var value: Value

  init(_ value: Value) { self.value = value }

  deinit {
    guard value.ownsOthers else { return }
    var values = [Value.nothing]
    swap(&values[0], &value)
    Nesting.release(&values)
  }
}

extension Value {
  /// The box that a slot of a captured variable holds. Slots and boxes are matched when the
  /// code is made, so the cast always fits.
  @inline(__always)
  var box: Box {
    guard case .object(let object) = self, let box = object as? Box else { return Box(.nothing) }
    return box
  }
}
