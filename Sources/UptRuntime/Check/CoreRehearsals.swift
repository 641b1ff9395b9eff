/// How the language's own functions and methods answer when a program is checked.
enum CoreRehearsals {
  /// Functions without effects and of little work, which run themselves.
  private static let functions: Set<String> = [
    "type", "int", "float", "string", "sqrt", "exp", "log", "sin", "cos", "tanh", "floor", "ceil",
    "abs", "round", "sign", "is_nan", "clamp", "hypot", "gcd", "len", "list", "zip", "enumerate",
    "min", "max",
  ]

  /// Methods of the same kind.
  private static let methods: Set<String> = [
    "upper", "lower", "trim", "split", "replace", "contains", "starts_with", "ends_with",
    "sorted", "reversed", "joined", "sum", "mean", "min", "max", "enumerated",
  ]

  /// What answers for a built-in: its own rehearsal, or for those of the language the one here.
  static func find(_ builtin: Builtin, _ receiver: Value?) -> ((Call) throws -> Value)? {
    if let rehearsal = builtin.rehearsal { return rehearsal }
    guard let receiver else {
      if builtin.name == "map" { return { try map($0, $0[0], function: 1) } }
      guard functions.contains(builtin.name) else { return nil }
      return { try alone($0) }
    }
    switch receiver {
    case .list, .range, .text, .dictionary: break
    case .object(let object as StandIn) where object.example != nil: break
    default: return nil
    }
    switch builtin.name {
    case "map": return { try map($0, $0.receiver ?? .unknown, function: 0) }
    case "filter": return filter
    default:
      guard methods.contains(builtin.name) else { return nil }
      return { try alone($0) }
    }
  }

  /// Runs the function itself, unless it would have to ask objects that are not known.
  private static func alone(_ call: Call) throws -> Value {
    let values = call.arguments + (call.receiver.map { [$0] } ?? [])
    guard values.allSatisfy({ $0.example?.isKnown ?? false }) else { return .unknown }
    return try call.rehearsed()
  }

  private static func map(_ call: Call, _ sequence: Value, function: Int) throws -> Value {
    guard !call[function].isUnknown else { return .unknown }
    let function = try call.function(function)
    guard let (element, count) = elements(sequence) else { return .unknown }
    let result = try call.call(function, [element])
    guard let count else { return Value.list([]).forgotten }
    return .list(Array(repeating: result, count: count))
  }

  private static func filter(_ call: Call) throws -> Value {
    guard !call[0].isUnknown else { return .unknown }
    let function = try call.function(0)
    if let (element, _) = elements(call.receiver ?? .unknown) {
      _ = try call.call(function, [element])
    }
    return Value.list([]).forgotten
  }

  /// What stands for the elements of a list or range, and how many there are if that is known.
  private static func elements(_ sequence: Value) -> (Value, Int?)? {
    switch sequence {
    case .list(let list):
      return Value.joined(list.elements).map { ($0, list.elements.count) }
    case .range(let range) where range.count > 0:
      return (Value.int(0).forgotten, range.count <= Value.checkedElements ? range.count : nil)
    case .object(let standIn as StandIn): return standIn.anyElement.map { ($0, nil) }
    default: return nil
    }
  }
}
