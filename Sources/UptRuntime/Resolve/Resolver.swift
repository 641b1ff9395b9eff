import UptSyntax

/// Finds what every name of a program means, gives local variables their slots, and reports
/// unknown names, forbidden assignments and calls that cannot fit.
final class Resolver {
  /// A function being resolved, with its blocks from the outermost to the innermost.
  final class Function {
    let parent: Function?
    let layout = FrameLayout()
    var blocks: [[String: Variable]] = [[:]]
    /// The names it takes from enclosing functions. Their slots lie beyond all blocks and are
    /// given out when the function ends.
    var captured: [String: Variable] = [:]
    var nextSlot = 1
    var loops = 0
    /// How many `if`s that are values enclose the current statement.
    var values = 0

    init(parent: Function?) { self.parent = parent }
  }

  let globals: Globals
  private let modules: Modules
  var resolution = Resolution()
  var function = Function(parent: nil)
  var planned: [String: PlannedGlobal] = [:]
  /// The top-level names whose definitions have been passed.
  var defined: Set<String> = []

  init(globals: Globals, modules: Modules) {
    self.globals = globals
    self.modules = modules
  }

  var isTopLevel: Bool { function.parent == nil && function.blocks.count == 1 }
  var isOutsideFunctions: Bool { function.parent == nil }

  /// Resolves a whole program.
  func resolve(_ program: Program) -> Resolution {
    let plans = program.cells.map { plan($0) }
    for (cell, plans) in zip(program.cells, plans) {
      // A later cell may define a name as something else; here it is what it is so far.
      for plan in plans { planned[plan.cell.name] = plan }
      for case .function(let literal) in cell.statements.map(\.kind) {
        if let name = literal.name?.name { defined.insert(name) }
      }
      resolve(cell.statements, shows: .all)
    }
    resolution.topLevel = function.layout
    resolution.globals = planned.values.sorted { $0.cell.name < $1.cell.name }
    return resolution
  }

  /// Plans the names that a cell defines; gives them as this cell defines them.
  private func plan(_ cell: Cell) -> [PlannedGlobal] {
    var seen: [String: Span] = [:]
    for statement in cell.statements {
      switch statement.kind {
      case .declaration(let declaration):
        for name in declaration.pattern.names {
          plan(name, declaration.isVariable ? .variable : .constant, &seen)
        }
      case .function(let literal):
        if let name = literal.name { plan(name, .function(literal), &seen) }
      case .import(let item):
        // The name is defined even where the module is broken: that is one error, not many.
        plan(item.name, load(item).map { .module($0) } ?? .constant, &seen)
      default: break
      }
    }
    return seen.keys.compactMap { planned[$0] }
  }

  /// The module that an `import` asks for, or nil after reporting what is wrong with it.
  private func load(_ item: Import) -> Module? {
    do { return try modules.load(item) } catch {
      resolution.diagnostics += error.diagnostics
      return nil
    }
  }

  private func plan(
    _ name: Identifier, _ origin: GlobalCell.Origin, _ seen: inout [String: Span]
  ) {
    if let first = seen[name.name] { return reportDuplicate(name, first: first) }
    seen[name.name] = name.span
    let cell =
      planned[name.name]?.cell ?? globals.findForDefinition(name.name)
      ?? GlobalCell(name: name.name, origin: origin)
    planned[name.name] = PlannedGlobal(cell: cell, origin: origin)
    if case .variable = origin { resolution.variables.insert(ObjectIdentifier(cell)) }
  }

  // MARK: Names

  /// Defines a name in the innermost block, or notes its global place at the top level.
  ///
  /// - Parameter isOptional: whether it may well be unused, as a parameter may.
  @discardableResult
  func declare(
    _ name: Identifier, isVariable: Bool, function literal: FunctionLiteral? = nil,
    isOptional: Bool = true
  ) -> Variable? {
    if isTopLevel, let global = planned[name.name] {
      defined.insert(name.name)
      resolution.places[name.span.lower] = .global(global.cell)
      return nil
    }
    let block = function.blocks.count - 1
    if let first = function.blocks[block][name.name], name.name != "_" {
      reportDuplicate(name, first: first.span)
    }
    let variable = Variable(
      name: name.name, isVariable: isVariable, slot: function.nextSlot, span: name.span,
      function: literal)
    warnIfHiding(name)
    variable.isRead = isOptional || name.name.hasPrefix("_")
    function.nextSlot += 1
    function.layout.size = max(function.layout.size, function.nextSlot)
    function.blocks[block][name.name] = variable
    resolution.places[name.span.lower] = .local(variable)
    return variable
  }

  private func reportDuplicate(_ name: Identifier, first: Span) {
    report(
      "E0202", "`\(name.name)` is already defined here", at: name.span,
      notes: [Diagnostic.Note("the first definition", span: first)],
      hint: "choose another name, or use `var` and assign with =")
  }

  /// Finds the local variable of a name as the given function sees it.
  func find(_ name: String, in function: Function) -> Variable? {
    for block in function.blocks.reversed() {
      if let variable = block[name] { return variable }
    }
    if let variable = function.captured[name] { return variable }
    guard let parent = function.parent, let outer = find(name, in: parent) else { return nil }
    outer.isCaptured = true
    outer.isRead = true
    let inner = Variable(
      name: name, isVariable: outer.isVariable, slot: 0, span: outer.span,
      function: outer.function, isCaptured: true)
    function.layout.captures.append((outer, inner))
    function.captured[name] = inner
    return inner
  }

  /// The place of a name that is used, or nil after reporting that there is none.
  func use(_ name: String, at span: Span, isTarget: Bool = false) -> Place? {
    guard let place = lookUp(name) else {
      if planned[name] != nil {
        report(
          "E0203", "`\(name)` is used before it is defined", at: span,
          hint: "move its definition up")
      } else {
        report(
          "E0201", "`\(name)` is not defined", at: span,
          hint: Suggestion.hint(for: name, among: visibleNames)
            ?? (isTarget ? "define it first: var \(name) = ..." : nil))
      }
      return nil
    }
    if case .local(let variable) = place, !isTarget { variable.isRead = true }
    resolution.places[span.lower] = place
    return place
  }

  private func lookUp(_ name: String) -> Place? {
    if let variable = find(name, in: function) { return .local(variable) }
    if let global = planned[name],
      !isOutsideFunctions || defined.contains(name) || global.cell.isSet {
      return .global(global.cell)
    }
    return globals.find(name).map(Place.global)
  }

  private var visibleNames: [String] {
    var names: [String] = []
    var scope: Function? = function
    while let current = scope {
      names += current.blocks.reversed().flatMap { $0.keys.sorted() }
      scope = current.parent
    }
    return names + planned.keys.sorted() + globals.names
  }

  func report(
    _ code: String, _ message: String, at span: Span, severity: Diagnostic.Severity = .error,
    notes: [Diagnostic.Note] = [], hint: String? = nil
  ) {
    resolution.diagnostics.append(
      Diagnostic(code, message, span: span, severity: severity, notes: notes, hint: hint))
  }

  /// Runs a part in a block of its own.
  func block(_ body: () -> Void) {
    let slot = function.nextSlot
    function.blocks.append([:])
    body()
    warnOfUnused(function.blocks.removeLast())
    function.nextSlot = slot
  }
}
