import UptRuntime
import UptTensor

/// Tensors in files.
extension FileLibrary {
  static let tensors: [Builtin] = [
    Builtin(
      "load", [path],
      help: """
        The tensor in a NumPy file (.npy), or a record of the tensors by their names in a NumPy
        archive (.npz) or a safetensors file. The contents tell which it is, whatever the file is
        called. Numbers of any width become single precision.

            save("features.npy", ones([2, 3]))
            load("features.npy").shape      # [2, 3]
        """
    ) { call in
      try call.reading("path", broken: "was the file copied completely?") { path in
        switch try TensorFile.load(path) {
        case .one(let tensor): .tensor(tensor)
        case .named(let tensors): .record(tensors.map { ($0.name, .tensor($0.tensor)) })
        }
      }
    },
    Builtin(
      "save",
      [path, .required("value", help: "a tensor for .npy; a record of tensors for the others")],
      help: """
        Writes a tensor to a NumPy file (.npy), or a record or dictionary of tensors to a NumPy
        archive (.npz) or a safetensors file; the end of the path says which. The file is there
        whole or not at all.

            save("weights.npz", (w: ones([2, 3]), b: zeros([3])))
            load("weights.npz").b.to_list()      # [0.0, 0.0, 0.0]
        """
    ) { call in
      let kind = try call.blaming("path") { try TensorFile.Kind(of: call.text(0)) }
      let contents = try contents(call)
      try call.writing { path in
        do { try TensorFile.save(path, contents, as: kind) } catch let error as EngineError
          where error.kind == .value
        {
          // The value is to blame for not fitting the kind of file, not the path.
          throw call.error(1, error.message, hint: error.hint)
        }
      }
      return .nothing
    },
  ]

  /// What a call of `save` is to write.
  private static func contents(_ call: Call) throws -> TensorFile.Contents {
    switch call[1] {
    case .record(let record):
      return .named(try record.fields.map { try named($0, $1, call) })
    case .dictionary(let dictionary):
      return .named(
        try zip(dictionary.keys, dictionary.values).map { key, value in
          guard case .text(let name) = key else {
            throw call.error(
              1, "tensors are saved under names, but the dictionary has the key "
                + "\(key.value.summary)", kind: .type)
          }
          return try named(name.string, value, call)
        })
    default: return .one(try call.variable(1).value)
    }
  }

  private static func named(
    _ name: String, _ value: Value, _ call: Call
  ) throws -> TensorFile.Named {
    guard let variable = try call.blaming("value", { try TensorConversion.variable(value) }) else {
      throw call.error(1, "`\(name)` is \(value.typeWithArticle), not a tensor", kind: .type)
    }
    return TensorFile.Named(name, variable.value)
  }
}
