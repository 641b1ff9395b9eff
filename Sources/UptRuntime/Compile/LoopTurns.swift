import UptSyntax

/// What the turns of a loop have to do with each other: where they have nothing, and one is cut short
/// because a result has to come from another process, the next ones may run all the same.
struct LoopTurns {
  /// Whether the words of the body allow that: they leave the loop nowhere, change nothing outside
  /// of it and use no variables of blocks around it, which functions might change unseen.
  private(set) var areApart = true
  /// The global variables that the body mentions.
  private var globals: [GlobalCell] = []
  private let resolution: Resolution
  /// Where the variables of a turn are declared.
  private var own: Range<Int>
  private let names: Set<Int>

  init(_ pattern: Pattern, _ body: Block, _ resolution: Resolution) {
    self.resolution = resolution
    names = Set(pattern.names.map(\.span.lower))
    let spans = body.statements.map(\.span)
    own = (spans.first?.lower ?? 0)..<max(spans.last?.upper ?? 0, spans.first?.lower ?? 0)
    for part in body.parts { visit(part, isInLoop: false, isInFunction: false) }
  }

  /// Whether the turns may go on: the functions that they call change nothing that they share.
  func mayGoOn() -> Bool {
    var content = Content(sink: { _ in }, object: { _, _ in })
    for cell in globals {
      guard let value = cell.current else { continue }
      do { try content.add(value) } catch { return false }
    }
    return content.changed.isEmpty
  }

  private mutating func visit(_ part: TreePart, isInLoop: Bool, isInFunction: Bool) {
    var (isInLoop, isInFunction) = (isInLoop, isInFunction)
    switch part {
    case .statement(let statement):
      switch statement.kind {
      case .assignment(let target, _, _): change(target.root)
      case .function: isInFunction = true
      case .loop, .while: isInLoop = true
      case .break: if !isInLoop { areApart = false }
      case .return: if !isInFunction { areApart = false }
      default: break
      }
    case .expression(let expression):
      switch expression.kind {
      case .name: use(expression)
      case .function: (isInFunction, isInLoop) = (true, false)
      case .call(let callee, _):
        if case .member(let base, let method) = callee.kind,
          CoreMethods.lookUp(method.name).mutating != nil { change(base.root) }
      default: break
      }
    }
    for inner in part.parts { visit(inner, isInLoop: isInLoop, isInFunction: isInFunction) }
  }

  private mutating func change(_ root: Expression?) {
    guard let root else { return }
    if case .global? = resolution.places[root.span.lower] { areApart = false }
  }

  private mutating func use(_ name: Expression) {
    switch resolution.places[name.span.lower] {
    case .global(let cell): if !cell.isBuiltin { globals.append(cell) }
    case .local(let variable):
      let place = variable.span.lower
      if !own.contains(place), !names.contains(place) { areApart = false }
    case nil: break
    }
  }
}
