extension Value {
  /// Whether using it may change it, or it may give something else when it is used again: it holds
  /// a function with variables of its own, or a module that has some.
  package var keepsState: Bool {
    switch self {
    case .function(let function): function.keepsState
    case .list(let list): list.elements.contains(where: \.keepsState)
    case .record(let record): record.values.contains(where: \.keepsState)
    case .dictionary(let dictionary): dictionary.values.contains(where: \.keepsState)
    case .object(let object): (object as? ModuleObject)?.keepsState ?? false
    default: false
    }
  }
}

extension FunctionValue {
  fileprivate var keepsState: Bool {
    if case .script(let code) = kind { return code.hasCaptures }
    return receiver?.keepsState ?? false
  }
}

extension Module {
  /// Whether the script, or one that it imports, has variables that its functions may change.
  var keepsState: Bool {
    resolution.globals.contains { planned in
      switch planned.origin {
      case .variable: true
      case .module(let inner): inner.keepsState
      default: planned.cell.current?.keepsState ?? false
      }
    }
  }
}
