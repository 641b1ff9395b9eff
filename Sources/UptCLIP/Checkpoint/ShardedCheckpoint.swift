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
      if shards[file] == nil {
        let place = directory.appendingPathComponent(file).path
        guard FileManager.default.fileExists(atPath: place) else {
          throw EngineError(
            .file, "\(path) says that \(file) holds \"\(name)\", but there is no such file beside "
              + "it", hint: "download all parts of the model into one folder")
        }
        shards[file] = try openCheckpoint(place)
      }
      places[name] = file
    }
    self.path = path
    self.shards = shards
    self.places = places
    names = map.object.keys
  }

  func info(_ name: String) throws -> TensorInfo { try shard(name).info(name) }
  func read(_ name: String, to target: Floats) throws { try shard(name).read(name, to: target) }

  var kind: String {
    "\(shards.count) parts of a model: " + (shards.first?.value.kind ?? "none") + "; the index is "
      + path
  }

  /// The shards in the order of their names.
  var files: [String] { shards.sorted { $0.key < $1.key }.flatMap(\.value.files) }

  private func shard(_ name: String) throws -> any CheckpointSource {
    guard let shard = places[name].flatMap({ shards[$0] }) else {
      throw EngineError(.index, "\(path) names no file for \"\(name)\"")
    }
    return shard
  }
}
