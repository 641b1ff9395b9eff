import UptSyntax

/// A script that another one imports: its names, apart from all others, and their values once it
/// has run.
final class Module {
  let name: String
  let program: Program
  let globals: Globals
  let resolution: Resolution
  /// Whether its statements have been run.
  var hasRun = false

  init(name: String, program: Program, globals: Globals, resolution: Resolution) {
    self.name = name
    self.program = program
    self.globals = globals
    self.resolution = resolution
  }

  /// The names that it defines, but for those that begin with `_` and the modules it imports.
  var names: [String] {
    resolution.globals.compactMap { planned in
      if case .module = planned.origin { return nil }
      return planned.cell.name.hasPrefix("_") ? nil : planned.cell.name
    }
  }

  /// Where a name of it comes from; nil if it is none that other scripts see.
  func origin(of name: String) -> GlobalCell.Origin? {
    guard names.contains(name) else { return nil }
    return resolution.globals.first { $0.cell.name == name }?.origin
  }
}

/// A module as a value: its members are the names that the script defines.
final class ModuleObject: HostObject {
  private let module: Module

  init(_ module: Module) { self.module = module }

  /// Whether the module's functions may change its variables.
  var keepsState: Bool { module.keepsState }

  override var valueType: ValueType { Self.valueType }
  static let valueType = ValueType(
    "module", "A script that was imported; its members are the names it defines.")

  override var summary: String { "<module \(module.name)>" }
  override var memberNames: [String] { module.names }

  override func count(_ bytes: inout ByteCount) {
    for name in module.names { module.globals.findUser(name)?.current.map { bytes.add($0) } }
  }

  override func member(_ name: String) throws -> Value? {
    guard module.origin(of: name) != nil else { return nil }
    return module.globals.findUser(name)?.current
  }
}
