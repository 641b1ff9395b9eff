import Foundation
import UptCLIP
import UptData
import UptTensor

/// Image features that no prompt touches, remembered: zero-shot and every text prompt share them.
package enum ImageFeatures {
  /// The encoder is held weakly: features do not keep it alive, and another one that happens to
  /// be put at its address is not taken for it.
  private struct Entry {
    weak var model: CLIPModel?
    let pictures: String
    let features: Tensor
  }

  private static let lock = NSLock()
  nonisolated(unsafe) private static var known: [Entry] = []
  /// Splits remembered at a time.
  private static let capacity = 32

  /// [items, embedding], not normalised.
  package static func of(_ split: Split, _ model: CLIPModel) throws -> Tensor {
    let pictures = pictures(of: split)
    if let found = find(pictures, model) { return found.features }
    let features = try compute(split, model, prompt: .none)
    lock.withLock {
      known.removeAll { $0.model == nil }
      known.append(Entry(model: model, pictures: pictures, features: features))
      if known.count > capacity { known.removeFirst() }
    }
    return features
  }

  /// Whether the features are remembered.
  package static func areKnown(of split: Split, _ model: CLIPModel) -> Bool {
    find(pictures(of: split), model) != nil
  }

  private static func find(_ pictures: String, _ model: CLIPModel) -> Entry? {
    lock.withLock { known.first { $0.model === model && $0.pictures == pictures } }
  }

  /// What tells the pictures of a split from others.
  package static func pictures(of split: Split) -> String {
    split.items.map(\.source.identity).joined(separator: "\n")
  }

  /// How many images are loaded at a time.
  static func portion(_ model: CLIPModel) -> Int { max(model.vision.imagesPerChunk * 8, 32) }

  /// Loads and encodes in portions, so that memory does not grow with the split; the next portions
  /// are loaded while one is encoded.
  static func compute(_ split: Split, _ model: CLIPModel, prompt: VisualPrompt) throws -> Tensor {
    let portion = portion(model)
    let count = split.count
    let loader = BatchLoader(split, try Preprocess(model.configuration)) { number in
      let start = number * portion
      return start < count ? .init(Array(start..<min(start + portion, count))) : nil
    }
    var data: [Float] = []
    data.reserveCapacity(count * model.configuration.embeddingWidth)
    while let images = try loader.next() {
      data += try model.imageFeatures(images, prompt: prompt).data
    }
    return Tensor(unchecked: [count, model.configuration.embeddingWidth], data)
  }
}
