import UptCLIP
import UptData
import UptNotebook
import UptRuntime
import UptTensor
import UptTuning

/// What the engine's values keep in memory.
extension ByteCount {
  /// What a variable and the label of a part take beside their elements.
  private static let node = 128

  /// Adds the elements of a tensor.
  mutating func add(_ tensor: Tensor) {
    add(elementsOf: tensor.data)
    if let exact = tensor.exact { add(elementsOf: exact) }
  }

  /// Adds a variable with the graph that it keeps for gradients: all that it was computed from,
  /// each once. What an operation keeps beside its inputs and its result is not seen.
  mutating func add(_ variable: Variable) {
    var waiting = [variable]
    while let next = waiting.popLast() {
      guard add(next, Self.node) else { continue }
      add(next.value)
      waiting += next.inputs
    }
  }

  /// Adds the weights of an encoder.
  mutating func add(_ model: CLIPModel) {
    add(model.vision, model.vision.parameters.count * MemoryLayout<Float>.stride)
    add(model.text, model.text.parameters.count * MemoryLayout<Float>.stride)
  }

  /// Adds the pictures of a split: those in memory with their pixels, others with their paths.
  mutating func add(_ split: Split) {
    guard add(elementsOf: split.items) else { return }
    for item in split.items {
      if let picture = item.source as? ImageInMemory {
        add(elementsOf: picture.image.pixels)
      } else {
        add(Self.node)
      }
    }
  }

  /// Adds the cells of a table.
  mutating func add(_ table: Table) {
    for column in table.columns where add(elementsOf: column.cells) {
      for cell in column.cells {
        switch cell {
        case .text(let text) where text.utf8.count > 15: add(text.utf8.count)
        case .measurement(let measurement): add(elementsOf: measurement.values)
        default: break
        }
      }
    }
  }

  /// Adds what a classifier knows: the vectors of its classes, its prompts, its encoder.
  mutating func add(_ classifier: Classifier) {
    add(classifier.model)
    add(classifier.textFeatures)
    if let visual = classifier.visual.tensor { add(visual) }
  }

  /// Adds tuned prompts with all that is needed to go on tuning them.
  mutating func add(_ tuned: Tuned) {
    let state = tuned.state
    for tensor in state.parameters.map(\.value) + state.first + state.second { add(tensor) }
    for tensor in [tuned.prompts.text, tuned.prompts.visual] { tensor.map { add($0) } }
    add(elementsOf: state.history)
  }
}
