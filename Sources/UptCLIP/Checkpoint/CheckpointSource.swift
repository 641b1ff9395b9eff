import UptTensor

/// Named tensors from wherever a checkpoint keeps them.
protocol CheckpointSource {
  /// For messages.
  var path: String { get }
  var names: [String] { get }
  var metadata: [String: String] { get }
  func info(_ name: String) throws -> TensorInfo
  func tensor(_ name: String) throws -> Tensor
}

extension SafetensorsFile: CheckpointSource {}

extension TorchFile: CheckpointSource {
  var metadata: [String: String] { [:] }
}

/// Opens the file that holds a checkpoint's weights, or the index of the files that hold them.
/// - Throws: `.file` when one cannot be read, `.format` when one breaks its format.
func openCheckpoint(_ path: String) throws -> any CheckpointSource {
  if path.hasSuffix(".index.json") { return try ShardedCheckpoint(path) }
  let isTorch = [".pt", ".pth", ".bin"].contains(where: path.hasSuffix)
  return isTorch ? try TorchFile(path) : try SafetensorsFile(path)
}
