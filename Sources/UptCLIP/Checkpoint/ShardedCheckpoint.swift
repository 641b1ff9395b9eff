import Foundation
import UptTensor

/// A checkpoint in several files, and its index (`….index.json`) of which holds which tensor.
struct ShardedCheckpoint: CheckpointSource {
  let path: String
  let names: [String]
  let metadata: [String: String] = [:]
  private let shards: [String: any CheckpointSource]
  /// From a tensor to its shard.
  private let places: [String: String]

  /// - Throws: `.format` when the index is none, or names a tensor that its file does not have;
  ///   what opening a shard throws.
  init(_ path: String) throws {
    let index = try JSONFields(JSONValue(parsing: MappedFile.read(path), of: path), path)
    guard let map = try index.fields("weight_map") else {
      throw EngineError(.format, "\(path) lacks \"weight_map\", which says where tensors are")
    }
    let directory = URL(fileURLWithPath: path).deletingLastPathComponent()
    var shards: [String: any CheckpointSource] = [:]
    var places: [String: String] = [:]
    for name in map.object.keys {
      guard let file = try map.string(name), !file.contains("/") else {
        throw EngineError(.format, "\(map.path(name)) is not the name of a file beside the index")
      }
      let shard = try shards[file] ?? openCheckpoint(directory.appendingPathComponent(file).path)
      shards[file] = shard
      places[name] = file
    }
    self.path = path
    self.shards = shards
    self.places = places
    names = map.object.keys
  }

  func info(_ name: String) throws -> TensorInfo { try shard(name).info(name) }
  func tensor(_ name: String) throws -> Tensor { try shard(name).tensor(name) }

  private func shard(_ name: String) throws -> any CheckpointSource {
    guard let shard = places[name].flatMap({ shards[$0] }) else {
      throw EngineError(.index, "\(path) names no file for \"\(name)\"")
    }
    return shard
  }
}
