import Foundation
import UptCLIP
import UptTensor

/// What the start of a program needs: a checkpoint to load, and the tokenizer's own time.
enum StartBench {
  /// Writes the encoder's file, with random weights.
  static func writeWeights(_ model: String, to path: String, as type: String) throws -> JSONValue {
    guard let kind = Safetensors.StorageType(rawValue: type) else {
      throw EngineError(.value, "there is no element type \(type) to write")
    }
    try CLIPWeights.random(StepBench.configuration(model), seed: 1).save(to: path, as: kind)
    return .object(["path": .string(path)])
  }

  /// Reading CLIP's vocabulary, as the first thing a process does.
  static func tokenizer() throws -> JSONValue {
    let start = Date()
    let tokenizer = try Tokenizer.clip()
    let seconds = Date().timeIntervalSince(start)
    return .object([
      "milliseconds": .number(1000 * seconds), "vocabulary": .integer(tokenizer.vocabularySize),
    ])
  }
}
