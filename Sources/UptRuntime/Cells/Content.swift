import UptSyntax

/// Writes down what makes values what they are, so that equal writing means that whatever is
/// computed from them is equal: numbers and strings by themselves, containers by what they hold,
/// functions by their words and by the values that these words mean. Addresses do not count, nor
/// do comments and spaces, and every process that came to the same values writes the same.
public struct Content {
  /// Why the content of a value cannot be told.
  public struct Missing: Error {
    /// What stands in the way: `a heat map`.
    public let reason: String

    /// A reason.
    public init(_ reason: String) { self.reason = reason }
  }

  private let sink: (String) -> Void
  private let object: (HostObject, inout Content) throws -> Void
  /// The names that functions met so far assign to or change, though they are defined outside of
  /// them: a call may then give something else than the one before.
  public private(set) var changed: [String] = []
  /// The functions met so far, which may call each other, and their numbers.
  private var known: [ObjectIdentifier: Int] = [:]
  /// They are held, so that no address is used twice.
  private var functions: [FunctionValue] = []
  private var depth = 0
  /// Values deeper in others than this are refused.
  private static let deepest = 500

  /// Nothing written yet. `sink` receives the content piece by piece, `object` writes what an
  /// object of the host is.
  public init(
    sink: @escaping (String) -> Void,
    object: @escaping (HostObject, inout Content) throws -> Void
  ) {
    self.sink = sink
    self.object = object
  }

  /// Writes a word that tells what comes next.
  public func add(_ word: String) { sink(word) }

  /// Writes a value with all that it holds.
  /// - Throws: `Missing`, or what the host's writing throws.
  public mutating func add(_ value: Value) throws {
    guard depth < Self.deepest else { throw Missing("a value that is nested too deeply") }
    depth += 1
    defer { depth -= 1 }
    switch value {
    case .nothing: sink("nil")
    case .bool(let flag): sink("bool \(flag)")
    case .int(let number): sink("int \(number)")
    case .real(let number): sink("real \(number.bitPattern)")
    case .text(let text):
      sink("text")
      sink(text.string)
    case .list(let list):
      sink("list \(list.elements.count)")
      for element in list.elements { try add(element) }
    case .record(let record):
      sink("record \(record.labels.count)")
      for (label, value) in record.fields { try add(label, value) }
    case .dictionary(let dictionary):
      sink("dictionary \(dictionary.count)")
      for (key, value) in zip(dictionary.keys, dictionary.values) {
        try add(key.value)
        try add(value)
      }
    case .range(let range): sink("range \(range.lower) \(range.bound) \(range.isClosed)")
    case .function(let function): try add(function)
    case .object(let object as Box): try add(object.storage.pointee)
    case .object(let object as ModuleObject):
      sink("module")
      for name in object.memberNames { try add(name, object.member(name) ?? .nothing) }
    case .object(let object): try self.object(object, &self)
    }
  }

  private mutating func add(_ name: String, _ value: Value) throws {
    sink(name)
    try add(value)
  }

  /// Writes a function with the values of all names that it mentions.
  public mutating func add(_ function: FunctionValue) throws {
    if let number = known[ObjectIdentifier(function)] { return sink("function \(number)") }
    known[ObjectIdentifier(function)] = functions.count
    functions.append(function)
    switch function.kind {
    case .builtin(let builtin):
      sink("built-in")
      sink(builtin.name)
      if let receiver = function.receiver { try add(receiver) }
    case .script(let code):
      sink("function")
      for word in CodeWords.of(code.literal.span.text) { sink(word) }
      let survey = FunctionSurvey(code.literal, code.compiler.resolution)
      changed += survey.changed.filter { !changed.contains($0) }
      for global in survey.globals { try add(global) }
      let captures = code.compiler.resolution.layout(of: code.literal).captures
      for (capture, box) in zip(captures, function.held) { try add(capture.inner.name, box) }
    }
  }

  private mutating func add(_ global: FunctionSurvey.Global) throws {
    sink(global.cell.name)
    guard let value = global.cell.current else { return sink("unset") }
    guard let member = global.member, case .object(let module as ModuleObject) = value else {
      return try add(value)
    }
    try add(member, module.member(member) ?? .nothing)
  }
}

/// What the words of a function refer to outside of it.
private struct FunctionSurvey {
  /// A name that it mentions; of a module, the member.
  struct Global {
    let cell: GlobalCell
    let member: String?
  }

  private(set) var globals: [Global] = []
  private(set) var changed: [String] = []
  private let resolution: Resolution
  /// The variables that the function takes from those around it.
  private let captured: Set<ObjectIdentifier>
  /// For what inner functions take from outer ones, the variable there.
  private var outer: [ObjectIdentifier: Variable] = [:]
  private var seen: Set<String> = []

  init(_ literal: FunctionLiteral, _ resolution: Resolution) {
    self.resolution = resolution
    captured = Set(resolution.layout(of: literal).captures.map { ObjectIdentifier($0.inner) })
    visit(literal)
  }

  private mutating func visit(_ literal: FunctionLiteral) {
    for parameter in literal.parameters {
      if let value = parameter.defaultValue { visit(.expression(value)) }
    }
    for part in literal.body.parts { visit(part) }
  }

  private mutating func visit(_ part: TreePart) {
    switch part {
    case .statement(let statement):
      if case .assignment(let target, _, _) = statement.kind { noteChange(target.root) }
      if case .function(let literal) = statement.kind { enter(literal) }
    case .expression(let expression):
      switch expression.kind {
      case .name: if let cell = global(expression) { note(cell, nil) }
      case .function(let literal): enter(literal)
      case .member(let base, let member):
        if case .name = base.kind, let cell = global(base),
          case .object(let object)? = cell.current, object is ModuleObject {
          return note(cell, member.name)
        }
      case .call(let callee, _):
        if case .member(let base, let method) = callee.kind,
          CoreMethods.lookUp(method.name).mutating != nil {
          noteChange(base.root)
        }
      default: break
      }
    }
    for inner in part.parts { visit(inner) }
  }

  private mutating func enter(_ literal: FunctionLiteral) {
    for (variable, inner) in resolution.layout(of: literal).captures {
      outer[ObjectIdentifier(inner)] = variable
    }
  }

  private mutating func note(_ cell: GlobalCell, _ member: String?) {
    guard seen.insert(member.map { "\(cell.name).\($0)" } ?? cell.name).inserted else { return }
    globals.append(Global(cell: cell, member: member))
  }

  /// Notes that the variable of a name is changed, if it is none of the function's own.
  private mutating func noteChange(_ root: Expression?) {
    guard let root, let place = resolution.places[root.span.lower] else { return }
    switch place {
    case .global(let cell): changed.append(cell.name)
    case .local(var variable):
      while let next = outer[ObjectIdentifier(variable)] { variable = next }
      if captured.contains(ObjectIdentifier(variable)) { changed.append(variable.name) }
    }
  }

  /// The global variable that a name is, but for built-in functions: these are the program's.
  private func global(_ name: Expression) -> GlobalCell? {
    guard case .global(let cell)? = resolution.places[name.span.lower] else { return nil }
    if cell.isBuiltin, case .function? = cell.current { return nil }
    return cell
  }
}
