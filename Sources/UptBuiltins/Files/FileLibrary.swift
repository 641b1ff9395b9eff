import UptRuntime

/// Files of tensors, text and JSON, and the folders they lie in. Relative paths begin in the
/// folder the program was started in.
enum FileLibrary {
  static let builtins: [Builtin] = tensors + texts + json + places

  static let path = Parameter.required("path")
}
