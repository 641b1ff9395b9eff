import UptSyntax

/// Finds mistakes of types and shapes before a program runs, by going through it with stand-ins
/// for what is not known yet.
///
/// Values are followed through names, branches and calls as far as they are certain; whatever is
/// not certain is unknown, and about the unknown nothing is reported. Each operation is the one
/// that a run would perform, so messages, hints and call traces are those of a run. Nothing is
/// printed, read or written, of the host's functions only the rehearsals run, and the work is
/// bounded.
final class Checker {
  let interpreter: Unowned<Interpreter>
  let resolution: Resolution
  let overrides: Overrides

  /// What was found.
  private(set) var diagnostics: [Diagnostic] = []
  /// What is known of variables, local and global ones.
  var values: [ObjectIdentifier: Value] = [:]
  /// The functions of the script by the built-ins that stand for them.
  var functions: [ObjectIdentifier: ScriptFunction] = [:]
  /// The script's functions in the order they were met, for a look at those that nothing called.
  var met: [ScriptFunction] = []
  /// The functions that have been gone through.
  var visited: Set<ObjectIdentifier> = []
  /// The functions being gone through.
  var active: [ObjectIdentifier] = []
  /// The calls that led to the current place, the innermost last.
  var calls: [TraceFrame] = []
  /// What the function being gone through may have returned so far.
  var returned: Value?
  /// How many `try`s enclose the current place: they may catch what would be reported.
  var attempts = 0

  /// Global variables that functions assign to: whoever calls may change them.
  private let shared: Set<ObjectIdentifier>
  private let catches: Bool
  private var reported: Set<Report> = []
  private var work = 0
  private let stackFloor = NativeStack.lowestAddress() + Checker.stackReserve

  /// How many parts of a program are looked at in all.
  private static let workLimit = 100_000
  /// How deep calls are followed.
  static let depthLimit = 12
  /// Bytes of native stack that stay free.
  private static let stackReserve: UInt = 256 << 10

  /// A message and its place; each is reported once.
  private struct Report: Hashable {
    let code: String
    let place: Int
  }

  private init(
    _ program: Program, _ resolution: Resolution, _ overrides: Overrides,
    _ interpreter: Interpreter
  ) {
    self.interpreter = Unowned(interpreter)
    self.resolution = resolution
    self.overrides = overrides
    let statements = program.cells.flatMap(\.statements).map(TreePart.statement)
    let survey = Survey(statements, resolution)
    shared = survey.shared
    catches = survey.catches || interpreter.hasUserFunctions
    for diagnostic in resolution.diagnostics { note(diagnostic) }
  }

  /// Goes through a program; what it finds adds to what resolving it found. The value stands for
  /// that of the last statement.
  static func check(
    _ program: Program, _ resolution: Resolution, _ overrides: Overrides,
    _ interpreter: Interpreter
  ) -> (diagnostics: [Diagnostic], value: Value) {
    let checker = Checker(program, resolution, overrides, interpreter)
    interpreter.isChecking = true
    defer { interpreter.isChecking = false }
    var value = Value.nothing
    for cell in program.cells {
      for statement in cell.inRunningOrder {
        if cell.kind == .parameters, checker.override(statement) { continue }
        let outcome = checker.run(statement)
        value = outcome.value
        if outcome.hasLeft { break }
      }
    }
    checker.visitTheRest()
    return (checker.diagnostics, value)
  }

  private func override(_ statement: Statement) -> Bool {
    guard case .declaration(let declaration) = statement.kind, let name = declaration.name,
      let value = overrides.values[name.name]
    else { return false }
    set(name, to: value)
    return true
  }

  /// Goes through functions that nothing called, with nothing known of their arguments. Where a
  /// script, or a function of an earlier one, catches errors it may call one to see it fail.
  private func visitTheRest() {
    guard !catches else { return }
    for place in resolution.places.values {
      if case .global(let cell) = place, resolution.isVariable(cell) { values[place.key] = .unknown }
    }
    var next = 0
    while next < met.count {
      let function = met[next]
      next += 1
      guard !visited.contains(ObjectIdentifier(function.literal)) else { continue }
      _ = apply(function, function.literal.parameters.map { _ in .unknown })
    }
  }

  // MARK: Bounds

  /// Counts a step; false when there have been enough, or the calls nest too deep.
  func mayGoOn() -> Bool {
    work += 1
    return work < Checker.workLimit && NativeStack.address() > stackFloor
  }

  // MARK: Reporting

  /// Runs an operation of the language; its error is reported at the place.
  func perform(at span: Span, _ body: () throws -> Value) -> Value {
    do { return try body() } catch {
      report(error, at: span)
      return .unknown
    }
  }

  /// Reports an error that a run would end with.
  func report(_ error: any Error, at span: Span) {
    let error = interpreter.value.host.located(error, at: span).error
    guard attempts == 0, error.kind.isCatchable else { return }
    var diagnostic = error.diagnostic
    diagnostic.trace = calls.reversed()
    add(diagnostic)
  }

  /// Reports what is odd without being an error.
  func warn(_ code: String, _ message: String, at span: Span, hint: String? = nil) {
    guard attempts == 0 else { return }
    add(Diagnostic(code, message, span: span, severity: .warning, hint: hint))
  }

  private func add(_ diagnostic: Diagnostic) {
    if note(diagnostic) { diagnostics.append(diagnostic) }
  }

  /// Whether nothing of the kind has been reported at the place.
  @discardableResult
  private func note(_ diagnostic: Diagnostic) -> Bool {
    let report = Report(code: diagnostic.code, place: diagnostic.span?.lower ?? -1)
    return reported.insert(report).inserted
  }

  // MARK: Variables

  /// What is known of the value of a name.
  func value(at span: Span) -> Value {
    switch resolution.places[span.lower] {
    case .local(let variable):
      // Whoever holds a closure may change the variables it captured.
      if variable.isVariable, variable.isCaptured { return .unknown }
      return values[ObjectIdentifier(variable)] ?? .unknown
    case .global(let cell):
      if shared.contains(ObjectIdentifier(cell)) { return .unknown }
      return values[ObjectIdentifier(cell)] ?? value(before: cell)
    case nil: return .unknown
    }
  }

  /// What a global name held before the program began.
  private func value(before cell: GlobalCell) -> Value {
    guard let value = cell.current else { return .unknown }
    switch cell.origin {
    case .constant, .function: return value.standIn(keepsScalars: true)
    case .builtin:
      if case .function = value { return value }
      return value.forgotten
    case .variable, .module: return .unknown
    }
  }

  /// Notes the value of a name that is defined or assigned to.
  func set(_ name: Identifier, to value: Value) { set(name.span, to: value) }

  func set(_ span: Span, to value: Value) {
    guard let key = key(span) else { return }
    values[key] = value
  }

  /// What tells the variable of a name from all others.
  func key(_ span: Span) -> ObjectIdentifier? { resolution.places[span.lower]?.key }
}

extension Place {
  /// What tells the variable from all others.
  var key: ObjectIdentifier {
    switch self {
    case .local(let variable): ObjectIdentifier(variable)
    case .global(let cell): ObjectIdentifier(cell)
    }
  }
}
