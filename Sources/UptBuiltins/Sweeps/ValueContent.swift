import Foundation
import UptCLIP
import UptData
import UptNotebook
import UptRuntime
import UptTensor
import UptTuning

/// The hash of what makes values what they are: encoders by their weights, data by their classes,
/// labels and pictures, functions by their words and what these mean. Paths do not count, so that
/// data and weights may lie elsewhere on another machine.
struct ValueContent {
  /// SHA-256, as hexadecimal digits.
  let hash: String
  /// The encoders and data that were met.
  let sources: [PointRecord.Source]
  /// The names outside of functions that functions assign to or change.
  let changed: [String]

  /// The content of values, one after the other.
  /// - Throws: `Content.Missing` where the content of one cannot be told.
  init(_ values: [Value]) throws {
    let hasher = Hasher()
    var content = Content(sink: { hasher.hash.absorb($0) }, object: hasher.add)
    for value in values { try content.add(value) }
    hash = hasher.hash.hex
    sources = hasher.sources
    changed = content.changed
  }

  /// Hashes the program's own objects.
  private final class Hasher {
    var hash = SHA256()
    var sources: [PointRecord.Source] = []

    func add(_ object: HostObject, _ content: inout Content) throws {
      switch object {
      case let object as TensorObject:
        hash.absorb("tensor \(object.isMask)")
        add(object.value)
      case let object as EncoderObject: add(object)
      case let object as DatasetObject: add(object.dataset)
      case let object as SplitObject: note(object.split)
      case let object as ImageGridObject: note(object.split)
      case let object as ClassNamesObject: add("classes", object.names + [object.template])
      case let object as ImageObject:
        add("image", [object.name, "\(object.image.width)"])
        hash.absorb(object.image.pixels)
      case let object as MethodObject:
        try add(object.method)
        if let function = object.function { try content.add(function) }
      case let object as TunedObject: try add(object)
      case let object as ClassifierObject: add(object.classifier)
      case is TableObject, is MeasurementObject, is PlotObject:
        guard let exhibited = object as? any Exhibited else { break }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
          positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        hash.absorb("exhibit")
        hash.absorb(String(decoding: try encoder.encode(exhibited.exhibit), as: UTF8.self))
      default: throw Content.Missing(Value.object(object).typeWithArticle)
      }
    }

    private func add(_ word: String, _ texts: [String]) {
      hash.absorb("\(word) \(texts.count)")
      for text in texts { hash.absorb(text) }
    }

    private func add(_ tensor: Tensor) {
      hash.absorb("\(tensor.shape)")
      tensor.data.withUnsafeBytes { hash.absorb($0) }
      guard let exact = tensor.exact else { return }
      hash.absorb("exact")
      exact.withUnsafeBytes { hash.absorb($0) }
    }

    private func add(_ encoder: EncoderObject) {
      let weights = encoder.fingerprint()
      hash.absorb("encoder \(weights)")
      note(.init(.encoder, encoder.model.name, weights))
    }

    private func note(_ source: PointRecord.Source) {
      if !sources.contains(source) { sources.append(source) }
    }

    // MARK: Data

    private func add(_ data: Dataset) {
      let content = data.content
      hash.absorb("dataset \(content)")
      note(.init(.dataset, data.name, content))
    }

    private func note(_ split: Split) {
      let content = split.content
      hash.absorb("split \(content)")
      note(.init(.dataset, split.name, content))
    }

    // MARK: Methods and what comes of them

    private func add(_ method: PromptMethod) throws {
      add(EncoderObject(method.model))
      let depth = method.visualDepth.map { "\($0)" } ?? ""
      let layout = method.textLayout.map { "\($0)" } ?? ""
      add("method", [method.name, method.recipe?.text() ?? "", layout, depth])
      guard method.recipe == nil else { return }
      for parameter in try method.initialize(1, 1) {
        hash.absorb(parameter.name)
        add(parameter.value)
      }
    }

    private func add(_ classifier: Classifier) {
      add(EncoderObject(classifier.model))
      add("classifier", classifier.classes)
      add(classifier.textFeatures)
      if let visual = classifier.visual.tensor {
        hash.absorb("visual \(classifier.visual.length)")
        add(visual)
      }
    }

    private func add(_ object: TunedObject) throws {
      let tuned = object.tuned
      add(tuned.classifier)
      add("tuned", [tuned.method.name, tuned.template, tuned.data, "\(tuned.options)"])
      let state = tuned.state
      add("state", ["\(state.step)", "\(state.history)", "\(state.lossSum)", "\(state.hits)"])
      for tensor in state.parameters.map(\.value) + state.first + state.second { add(tensor) }
      if let split = object.split { note(split) }
    }
  }
}
