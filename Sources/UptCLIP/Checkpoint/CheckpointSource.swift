import Foundation
import UptTensor

/// Named tensors from wherever a checkpoint keeps them.
protocol CheckpointSource: Sendable {
  /// For messages.
  var path: String { get }
  /// What it is, in words.
  var kind: String { get }
  /// Every file that tensors are read from.
  var files: [String] { get }
  var names: [String] { get }
  var metadata: [String: String] { get }
  func info(_ name: String) throws -> TensorInfo
  /// Writes a tensor's elements to a place with room for all of them.
  func read(_ name: String, to target: Floats) throws
}

extension CheckpointSource {
  var files: [String] { [path] }
}

extension SafetensorsFile: CheckpointSource {
  var kind: String { "safetensors" }
}

extension TorchFile: CheckpointSource {
  var kind: String { "an archive of PyTorch's, of which only tensors are read and nothing is run" }
  var metadata: [String: String] { [:] }
}

/// Opens the file that holds a checkpoint's weights, or the index of the files that hold them. What
/// the file begins with tells its kind, and only where that is nothing known, its name.
/// - Throws: `.file` when one cannot be read, `.format` when one breaks its format.
func openCheckpoint(_ path: String) throws -> any CheckpointSource {
  if path.hasSuffix(".index.json") { return try ShardedCheckpoint(path) }
  let start = try MappedFile.beginning(of: path, 64)
  let text = String(decoding: start, as: UTF8.self).lowercased()
  if text.hasPrefix("version https://git-lfs") {
    throw EngineError(
      .format, "\(path) is a place holder of Git LFS; the weights themselves are not here yet",
      hint: "`git lfs pull` in its folder fetches them")
  }
  if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") {
    throw EngineError(
      .format, "\(path) is a web page, saved under the name of a model",
      hint: "download the file itself, not the page that shows it")
  }
  // Safetensors: eight bytes of length, then an object.
  if start.count > 8, start[8] == UInt8(ascii: "{") { return try SafetensorsFile(path) }
  let isNamedTorch = [".pt", ".pth", ".bin", ".ckpt", ".tar"].contains(where: path.hasSuffix)
  let isTorch = start.starts(with: Array("PK".utf8)) || start.first == 0x80 || isNamedTorch
  return isTorch && !path.hasSuffix(".safetensors")
    ? try TorchFile(path) : try SafetensorsFile(path)
}
