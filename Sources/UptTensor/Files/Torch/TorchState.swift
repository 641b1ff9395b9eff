/// The tensors that the pickle of a PyTorch file describes, by name: a dictionary of them as
/// `torch.save(model.state_dict(), …)` writes it, the `state_dict` in a dictionary of a training's
/// remains, or the modules of a TorchScript archive with their attributes.
struct TorchState {
  /// In the order of the file.
  private(set) var names: [String] = []
  private(set) var tensors: [String: TorchTensor] = [:]
  private let pickle: Pickle
  private var visits = 0

  /// Bounds for what refers to itself; models stay far below.
  private static let depthLimit = 64
  private static let visitLimit = 1 << 20
  private static let nameLimit = 4096

  /// - Throws: `.format` when the pickle is broken, mentions more than tensors, or describes one
  ///   that cannot be.
  init(_ bytes: [UInt8]) throws {
    pickle = try Pickle(bytes, allows: Self.allows)
    try collect(start, "", depth: 0)
  }

  private static let tensor = Pickle.Global("torch._utils", "_rebuild_tensor_v2")
  private static let parameter = Pickle.Global("torch._utils", "_rebuild_parameter")
  private static let orderedDictionary = Pickle.Global("collections", "OrderedDict")
  /// What TorchScript wraps other attributes of modules in; they are passed over.
  private static let attributes = [
    "build_intlist", "build_doublelist", "build_boollist", "build_tensorlist", "restore_type_tag",
  ].map { Pickle.Global("torch.jit._pickle", $0) }

  private static func allows(_ global: Pickle.Global) -> Bool {
    [tensor, parameter, orderedDictionary].contains(global) || attributes.contains(global)
      || TorchTensor.types[global] != nil || isScripted(global)
  }

  /// Classes that a TorchScript archive brings along; no Python module is called so.
  private static func isScripted(_ global: Pickle.Global) -> Bool {
    global.module == "__torch__" || global.module.hasPrefix("__torch__.")
  }

  private var start: Pickle.Reference {
    let items = items(pickle.root) ?? []
    let inner = stride(from: 0, to: items.count - 1, by: 2)
      .first { pickle.text(items[$0]) == "state_dict" }
    return inner.map { items[$0 + 1] } ?? pickle.root
  }

  /// The keys and values of a dictionary of either kind.
  private func items(_ reference: Pickle.Reference) -> [Pickle.Reference]? {
    switch pickle[reference] {
    case .dictionary(let items): return items
    case .object(let object) where pickle.global(object.maker) == Self.orderedDictionary:
      return object.items
    default: return nil
    }
  }

  private mutating func collect(
    _ reference: Pickle.Reference, _ name: String, depth: Int
  ) throws {
    visits += 1
    guard depth <= Self.depthLimit, visits <= Self.visitLimit, name.utf8.count <= Self.nameLimit
    else { throw EngineError(.format, "its pickle is nested as no model is") }
    if let items = items(reference) {
      for place in stride(from: 0, to: items.count - 1, by: 2) {
        guard let key = pickle.text(items[place]) else { continue }
        try collect(items[place + 1], name.isEmpty ? key : "\(name).\(key)", depth: depth + 1)
      }
      return
    }
    guard case .object(let object) = pickle[reference], let maker = pickle.global(object.maker)
    else { return }
    switch maker {
    case Self.tensor:
      let tensor = try TorchTensor(pickle, arguments: object.arguments, name: name)
      guard tensors.updateValue(tensor, forKey: name) == nil else {
        throw EngineError(.format, "two tensors are called \"\(name)\"")
      }
      names.append(name)
    case Self.parameter:
      if let data = pickle.list(object.arguments)?.first {
        try collect(data, name, depth: depth + 1)
      }
    default:
      if Self.isScripted(maker), let state = object.state {
        try collect(state, name, depth: depth + 1)
      }
    }
  }
}
