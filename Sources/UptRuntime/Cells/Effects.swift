import UptSyntax

/// What a piece of a script takes from the names around it and what it does to them, as far as that
/// can be told without running it: rather too much than too little.
public struct Effects: Sendable {
  /// The global names of scripts that it mentions before defining them itself.
  public var reads: Set<String> = []
  /// The global names that it defines, assigns to or changes by a method such as `append`.
  public var writes: Set<String> = []
  /// For names that it binds to what may hold functions: what a use of the name may take and do
  /// later, when such a function is called.
  public var deferred: [String: Deferred] = [:]
  /// The texts of the scripts that it imports, and of those that these import.
  public var imports: [SourceFile] = []

  /// No effects.
  public init() {}

  /// What a function does when it is called.
  public struct Deferred: Sendable, Hashable {
    public var reads: Set<String> = []
    public var writes: Set<String> = []
  }
}

extension Interpreter {
  /// The effects of each of a program's cells. The program must have passed the check.
  public func effects(of program: Program) -> [Effects] {
    let resolution = Resolver(globals: globals, modules: modules).resolve(program)
    return program.cells.map { cell in
      var survey = EffectSurvey(resolution)
      for statement in cell.inRunningOrder { survey.visit(statement) }
      return survey.effects
    }
  }
}

/// Goes through the statements of a cell in the order in which they run.
private struct EffectSurvey {
  var effects = Effects()
  private let resolution: Resolution
  private var defined: Set<String> = []

  init(_ resolution: Resolution) { self.resolution = resolution }

  mutating func visit(_ statement: Statement) {
    var own = Effects.Deferred()
    var called = Effects.Deferred()
    note(.statement(statement), isInFunction: false, &own, &called)
    effects.reads.formUnion(own.reads.subtracting(defined))
    let names = statement.definedNames
    effects.writes.formUnion(own.writes.union(names))
    defined.formUnion(names)
    if called != Effects.Deferred() {
      for name in names.union(own.writes) { effects.deferred[name, default: .init()].join(called) }
    }
    if case .import(let item) = statement.kind,
      case .global(let cell)? = resolution.places[item.name.span.lower],
      case .module(let module)? = resolution.globals.first(where: { $0.cell === cell })?.origin {
      effects.imports += module.sources
    }
  }

  private func note(
    _ part: TreePart, isInFunction: Bool, _ own: inout Effects.Deferred,
    _ called: inout Effects.Deferred
  ) {
    var isInFunction = isInFunction
    switch part {
    case .statement(let statement):
      if case .assignment(let target, _, _) = statement.kind, let name = global(target.root) {
        own.writes.insert(name)
        if isInFunction { called.writes.insert(name) }
      }
      if case .function = statement.kind { isInFunction = true }
    case .expression(let expression):
      switch expression.kind {
      case .name:
        if let name = global(expression) {
          own.reads.insert(name)
          if isInFunction { called.reads.insert(name) }
        }
      case .function: isInFunction = true
      case .call(let callee, _):
        if case .member(let base, let method) = callee.kind,
          CoreMethods.lookUp(method.name).mutating != nil, let name = global(base.root) {
          own.writes.insert(name)
          if isInFunction { called.writes.insert(name) }
        }
      default: break
      }
    }
    for inner in part.parts { note(inner, isInFunction: isInFunction, &own, &called) }
  }

  /// The global name that an expression is, unless it is a built-in function or type.
  private func global(_ name: Expression?) -> String? {
    guard let name, case .global(let cell)? = resolution.places[name.span.lower] else { return nil }
    if cell.isBuiltin, case .function? = cell.current { return nil }
    return cell.name
  }
}

extension Effects.Deferred {
  fileprivate mutating func join(_ other: Effects.Deferred) {
    reads.formUnion(other.reads)
    writes.formUnion(other.writes)
  }
}

extension Statement {
  /// The names that it defines where it stands.
  fileprivate var definedNames: Set<String> {
    switch kind {
    case .declaration(let declaration): Set(declaration.pattern.names.map(\.name))
    case .function(let literal): Set([literal.name?.name].compactMap { $0 })
    case .import(let item): [item.name.name]
    default: []
    }
  }
}

extension Module {
  /// The script and those that it imports, each once.
  fileprivate var sources: [SourceFile] {
    var found: [SourceFile] = []
    var waiting = [self]
    var seen: Set<ObjectIdentifier> = []
    while let module = waiting.popLast() {
      guard seen.insert(ObjectIdentifier(module)).inserted else { continue }
      found.append(module.program.source)
      for planned in module.resolution.globals {
        if case .module(let inner) = planned.origin { waiting.append(inner) }
      }
    }
    return found
  }
}
