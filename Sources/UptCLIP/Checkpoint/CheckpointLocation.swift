import Foundation
import UptTensor

/// Finds the files of a checkpoint: the weights, and what describes them.
struct CheckpointLocation {
  /// The file with the weights, or the index of several.
  let weights: String
  /// The directory that holds it.
  let directory: String

  /// The names that Hugging Face and OpenCLIP give the weights, the first that is there being
  /// taken, as they do.
  private static let usualNames = [
    "model.safetensors", "open_clip_model.safetensors", "model.safetensors.index.json",
    "open_clip_model.safetensors.index.json", "pytorch_model.bin", "open_clip_pytorch_model.bin",
    "pytorch_model.bin.index.json", "open_clip_pytorch_model.bin.index.json",
  ]

  /// - Parameter path: a safetensors file, one of PyTorch's, or a directory that holds one.
  /// - Throws: `.file` when there is none, or several without a usual name.
  init(_ path: String) throws {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw EngineError(.file, "there is no file or directory \(path)")
    }
    guard isDirectory.boolValue else {
      weights = path
      directory = URL(fileURLWithPath: path).deletingLastPathComponent().path
      return
    }
    directory = path
    let all = try CheckpointLocation.list(path)
    let safetensors = all.filter { $0.hasSuffix(".safetensors") }
    let files = safetensors.isEmpty ? all.filter { $0.hasSuffix(".pt") } : safetensors
    let usual = Self.usualNames.first(where: all.contains)
    guard let file = usual ?? (files.count == 1 ? files[0] : nil) else {
      throw EngineError(
        .file, files.isEmpty
          ? "the directory \(path) holds no .safetensors file, nor one of PyTorch's"
          : "the directory \(path) holds several models: \(files.joined(separator: ", "))",
        hint: files.isEmpty ? nil : "give the path of one of them")
    }
    weights = URL(fileURLWithPath: path).appendingPathComponent(file).path
  }

  /// The configuration beside the weights, the naming's own form first; nil when there is none.
  func configuration(
    _ naming: CheckpointNaming, _ remarks: inout CheckpointRemarks
  ) throws -> CLIPConfiguration? {
    let huggingFace = ["config.json", "hf_config.json"]
    let candidates =
      naming == .openAI
      ? ["open_clip_config.json"] + huggingFace : huggingFace + ["open_clip_config.json"]
    guard let path = candidates.lazy.map(path(of:)).first(where: isFile) else { return nil }
    let json = try JSONValue(parsing: MappedFile.read(path), of: path)
    var configuration = try CLIPConfiguration(json: json, source: path, remarks: &remarks)
    remarks.configuration = path
    try readNormalisation(into: &configuration)
    return configuration
  }

  /// Hugging Face keeps the pictures' mean and deviation in a file of their own.
  private func readNormalisation(into configuration: inout CLIPConfiguration) throws {
    let path = path(of: "preprocessor_config.json")
    guard isFile(path) else { return }
    let json = try JSONValue(parsing: MappedFile.read(path), of: path)
    let fields = try JSONFields(json, path)
    configuration.imageMean = try fields.floats("image_mean") ?? configuration.imageMean
    configuration.imageStd = try fields.floats("image_std") ?? configuration.imageStd
    try configuration.validate(path)
  }

  private func path(of name: String) -> String {
    URL(fileURLWithPath: directory).appendingPathComponent(name).path
  }

  private func isFile(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  private static func list(_ path: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      throw EngineError(.file, "cannot list the directory \(path)")
    }
  }
}
