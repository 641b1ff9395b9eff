import UptSyntax

/// A global variable or built-in. Its value has memory of its own, so that compiled code reads
/// it without a look-up and without exclusivity checks.
final class GlobalCell {
  /// Where a global comes from.
  enum Origin {
    case builtin
    case constant
    case variable
    case function(FunctionLiteral)
    case module(Module)
  }

  /// A function that a call finds without looking at its value, and the number of its parameters.
  struct Direct {
    let code: Unmanaged<FunctionCode>
    let parameters: Int
  }

  let name: String
  var origin: Origin { didSet { direct = nil } }
  /// Whether it has been given a value; a nil value alone does not tell.
  var isSet = false
  let storage: UnsafeMutablePointer<Value>
  /// The function that a `func` or `let` holds, if it is a plain one without captures.
  private(set) var direct: Direct?
  /// What `direct` has been: a call may be running it still.
  private var codes: [FunctionCode] = []

  init(name: String, origin: Origin) {
    self.name = name
    self.origin = origin
    storage = .allocate(capacity: 1)
    storage.initialize(to: .nothing)
  }

  deinit {
    storage.deinitialize(count: 1)
    storage.deallocate()
  }

  /// The value, if it has one.
  var current: Value? { isSet ? storage.pointee : nil }

  func set(_ value: Value) {
    isSet = true
    storage.assign(value)
    if case .function(let function) = value { hold(function) } else { direct = nil }
  }

  /// Takes the value away.
  func unset() {
    isSet = false
    direct = nil
    storage.assign(.nothing)
  }

  /// Lets go of the value: functions and the variables they mention hold each other.
  func release() {
    direct = nil
    codes = []
    storage.assign(.nothing)
  }

  private func hold(_ function: FunctionValue) {
    guard case .script(let code) = function.kind, code.isPlain, !code.hasCaptures, !isVariable
    else { return direct = nil }
    codes.append(code)
    direct = Direct(code: .passUnretained(code), parameters: code.slots.count)
  }

  /// Whether a script may assign to it.
  var isVariable: Bool {
    if case .variable = origin { return true }
    return false
  }

  var isBuiltin: Bool {
    if case .builtin = origin { return true }
    return false
  }
}

/// A global that a program is about to define.
struct PlannedGlobal {
  let cell: GlobalCell
  let origin: GlobalCell.Origin
}

/// The global names: those of scripts before those of the host.
final class Globals {
  private var builtin: [String: GlobalCell] = [:]
  var user: [String: GlobalCell] = [:]
  /// Cells of names that were given up. Code may still refer to them, so that a definition of the
  /// same name takes its cell up again.
  private var retired: [String: GlobalCell] = [:]

  init() {}

  /// The names of a module: only the built-ins are shared.
  init(builtinsOf other: Globals) { builtin = other.builtin }

  func find(_ name: String) -> GlobalCell? { user[name] ?? builtin[name] }

  func findUser(_ name: String) -> GlobalCell? { user[name] }

  /// The cell that a definition of a name fills, if there is one.
  func findForDefinition(_ name: String) -> GlobalCell? { user[name] ?? retired[name] }

  /// Forgets a name.
  func retire(_ cell: GlobalCell) {
    user[cell.name] = nil
    retired[cell.name] = cell
    cell.unset()
  }

  /// Lets go of what scripts have defined; nothing may run afterwards.
  func release() {
    user.values.forEach { $0.release() }
    retired.values.forEach { $0.release() }
  }

  func define(builtin name: String, as value: Value) {
    let cell = GlobalCell(name: name, origin: .builtin)
    cell.set(value)
    builtin[name] = cell
  }

  func undefine(builtin name: String) { builtin[name] = nil }

  /// Takes over the names that a program defines; a name that is known keeps its cell, so that
  /// functions defined earlier see the new value.
  func adopt(_ planned: [PlannedGlobal]) {
    for global in planned {
      global.cell.origin = global.origin
      user[global.cell.name] = global.cell
      retired[global.cell.name] = nil
    }
  }

  var names: [String] { Set(user.keys).union(builtin.keys).sorted() }

  var userNames: [String] { user.values.filter(\.isSet).map(\.name).sorted() }

  var builtins: [Builtin] {
    builtin.values.compactMap {
      if case .function(let function)? = $0.current { return function.builtin }
      return nil
    }.sorted { $0.name < $1.name }
  }
}
