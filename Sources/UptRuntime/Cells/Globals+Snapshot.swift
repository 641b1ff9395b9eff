/// The global variables of scripts as they were at one time.
///
/// Values are values: keeping them costs a reference each. What a closure keeps to itself, such as
/// a counter in a block, is not taken back.
public struct Snapshot {
  fileprivate struct Variable {
    let cell: GlobalCell
    let origin: GlobalCell.Origin
    let value: Value?
  }

  fileprivate let variables: [Variable]

  /// The value that a name had; nil if it had none.
  public func value(of name: String) -> Value? { variables.first { $0.cell.name == name }?.value }
}

extension Interpreter {
  /// What scripts have defined so far.
  public func snapshot() -> Snapshot { globals.snapshot() }

  /// Takes the global variables back to what they were. Code that was made before or since goes on
  /// working with them.
  public func restore(_ snapshot: Snapshot) { globals.restore(snapshot) }

  /// Forgets all that scripts have defined.
  public func forgetAll() { globals.restore(Snapshot(variables: [])) }

  /// Forgets the names that a program was to define and has given no value.
  public func forgetUnset() {
    for cell in globals.user.values where !cell.isSet { globals.retire(cell) }
  }

  /// Gives a global variable that scripts know its value, for instance one that was kept from an
  /// earlier run. Does nothing for a name that no program has defined.
  public func assign(_ name: String, _ value: Value) { globals.findUser(name)?.set(value) }
}

extension Globals {
  fileprivate func snapshot() -> Snapshot {
    Snapshot(
      variables: user.values.map { .init(cell: $0, origin: $0.origin, value: $0.current) })
  }

  fileprivate func restore(_ snapshot: Snapshot) {
    let known = Set(snapshot.variables.map { ObjectIdentifier($0.cell) })
    for cell in user.values where !known.contains(ObjectIdentifier(cell)) { retire(cell) }
    for variable in snapshot.variables {
      user[variable.cell.name] = variable.cell
      variable.cell.origin = variable.origin
      if let value = variable.value { variable.cell.set(value) } else { variable.cell.unset() }
    }
  }
}
