import UptSyntax

/// What pieces of a program do anywhere inside of them, whether or not they run.
struct Survey {
  /// The variables that are assigned to or changed by a method such as `append`.
  private(set) var assigned: Set<ObjectIdentifier> = []
  /// Those of them that are assigned to inside of functions.
  private(set) var shared: Set<ObjectIdentifier> = []
  /// The variables that are mentioned.
  private(set) var mentioned: Set<ObjectIdentifier> = []
  /// Whether errors may be caught, here or by a module's functions.
  private(set) var catches = false

  private let resolution: Resolution

  init(_ parts: [TreePart], _ resolution: Resolution) {
    self.resolution = resolution
    for part in parts { visit(part, isInFunction: false) }
  }

  private mutating func visit(_ part: TreePart, isInFunction: Bool) {
    var isInFunction = isInFunction
    switch part {
    case .statement(let statement):
      if case .assignment(let target, _, _) = statement.kind { assign(target, isInFunction) }
      if case .function = statement.kind { isInFunction = true }
      if case .import = statement.kind { catches = true }
    case .expression(let expression):
      switch expression.kind {
      case .name: if let key = key(expression) { mentioned.insert(key) }
      case .function: isInFunction = true
      case .attempt: catches = true
      case .call(let callee, _):
        if case .member(let base, let name) = callee.kind,
          CoreMethods.lookUp(name.name).mutating != nil {
          assign(base, isInFunction)
        }
      default: break
      }
    }
    for inner in part.parts { visit(inner, isInFunction: isInFunction) }
  }

  private mutating func assign(_ target: Expression, _ isInFunction: Bool) {
    guard let root = target.root, let key = key(root) else { return }
    assigned.insert(key)
    if isInFunction { shared.insert(key) }
  }

  private func key(_ name: Expression) -> ObjectIdentifier? {
    resolution.places[name.span.lower]?.key
  }
}

extension Expression {
  /// The variable that a place such as `x[0].name` lies in.
  var root: Expression? {
    switch kind {
    case .name: self
    case .member(let base, _), .index(let base, _): base.root
    default: nil
    }
  }
}
