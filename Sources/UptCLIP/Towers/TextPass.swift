import UptTensor

/// Prompts on their way through the text tower, and back.
///
/// The common prefix runs first, alone; chunks of prompts follow in parallel and attend to its keys
/// and values. On the way back every chunk leaves a gradient for the prefix's keys and values;
/// these are summed in the chunks' order and carried through the prefix.
public final class TextPass {
  private let tower: TextTower
  private let text: SharedText
  private let context: Tensor?
  private let record: Bool
  let prefix: TextStack
  private(set) var chunks: [TextStack] = []

  /// [prompts, embedding], not normalised.
  public private(set) var features: Tensor

  init(
    _ tower: TextTower, _ text: SharedText, _ context: Tensor?, _ record: Bool
  ) throws {
    self.tower = tower
    self.text = text
    self.context = context
    self.record = record
    let e = tower.configuration.embeddingWidth
    features = try Tensor.zeros([text.suffixes.count, e])
    prefix = TextStack(tower, [text.prefix], position: 0, isPrefix: true)
    prefix.forward(context, prefix: nil)
    let ranges = text.chunks
    let source = prefix
    chunks = try Parallel.map(ranges.count) { i in
      let stack = TextStack(
        tower, Array(text.suffixes[ranges[i]]), position: text.prefix.count, isPrefix: false)
      stack.forward(context, prefix: source)
      return stack
    }
    features.data = chunks.flatMap(\.features)
  }

  /// The gradient of the context vectors from the gradient [prompts, embedding] of the features.
  /// - Parameter weightGradient: receives, added, the gradients of the tower's own parameters.
  /// - Returns: a tensor shaped like the context; nil when there is none.
  public func backward(
    _ dFeatures: Tensor, weightGradient: ParameterBuffer? = nil
  ) throws -> Tensor? {
    guard record else { return nil }
    let e = tower.configuration.embeddingWidth
    guard dFeatures.shape == features.shape else {
      throw EngineError(
        .shape, "a gradient of shape \(dFeatures.shape) for text features of \(features.shape)")
    }
    let ranges = text.chunks
    let tower = tower
    let context = context
    let stacks = chunks
    let prefix = prefix
    let results = try Parallel.map(ranges.count) { i -> (Tensor?, ParameterBuffer?) in
      let gradient = weightGradient.map { ParameterBuffer(count: $0.count) }
      var dContext = context.map { Tensor.zeros(like: $0) }
      dFeatures.data.withUnsafeBufferPointer { d in
        guard let base = d.baseAddress else { return }
        stacks[i].backward(
          base + ranges[i].lowerBound * e, prefix: prefix, &dContext,
          gradient.map { TextPointers($0, tower.configuration) })
      }
      return (dContext, gradient)
    }
    var total = context.map { Tensor.zeros(like: $0) }
    for (dContext, gradient) in results {
      if let dContext { total?.accumulate(dContext) }
      if let gradient { weightGradient?.add(gradient) }
    }
    prefix.sumExternal(from: stacks)
    prefix.backward(
      nil, prefix: nil, &total, weightGradient.map { TextPointers($0, tower.configuration) })
    return total
  }
}

extension Tensor {
  /// self += other, of the same shape.
  public mutating func accumulate(_ other: Tensor) {
    data.withUnsafeMutableBufferPointer { out in
      other.data.withUnsafeBufferPointer { source in
        guard let y = out.baseAddress, let x = source.baseAddress else { return }
        Rows.add(x, to: y, count: Swift.min(out.count, source.count))
      }
    }
  }
}
