/// What a pass through a tower takes, known before it is run: the sizes of what goes through, the
/// multiply-adds of the matrix products, and the memory of the activations. Element-wise work is
/// not counted; what it costs shows in the speed that is measured (``BlockSpeed``).
public struct PassCost: Equatable, Sendable {
  /// Images or texts.
  public var sequences: Int
  /// Rows of the longest sequence, shared ones included.
  public var length: Int
  /// Rows at the start that all sequences have in common and that are computed once.
  public var shared: Int
  /// Multiply-adds of the way forward.
  public var forward: Double
  /// Multiply-adds of the way back to the prompts.
  public var backward: Double
  /// Further multiply-adds of the way back to the tower's own weights.
  public var weights: Double
  /// Bytes alive at most when the pass goes forward only.
  public var bytes: Double
  /// Bytes alive at most when it also goes back.
  public var bytesWithBackward: Double
}

extension VisionTower {
  /// The cost of `images` images with a prompt of `length` vectors in each sequence, run in chunks
  /// of ``imagesPerChunk`` of which `threads` are at work at a time.
  public func cost(images: Int, promptLength length: Int, threads: Int) -> PassCost {
    let tokens = 1 + length + configuration.patchCount
    let size = min(imagesPerChunk, max(images, 1))
    let atWork = Double(min(max(threads, 1), (max(images, 1) + size - 1) / size))
    if let residual {
      let bytes = 4 * atWork * residual.scratch
      return PassCost(
        sequences: images, length: tokens, shared: 0,
        forward: Double(images) * residual.multiplyAdds, backward: 0, weights: 0,
        bytes: bytes, bytesWithBackward: bytes)
    }
    // Every chunk but the last is full, and costs are in proportion to the images.
    let chunk = chunkCost(size, tokens)
    let share = Double(images) / Double(size)
    return PassCost(
      sequences: images, length: tokens, shared: 0, forward: share * chunk.forward,
      backward: share * chunk.backward, weights: share * chunk.weights,
      bytes: atWork * chunk.bytes, bytesWithBackward: atWork * chunk.bytesWithBackward)
  }

  private func chunkCost(_ images: Int, _ tokens: Int) -> PassCost {
    let c = configuration
    let w = Double(c.visionWidth)
    let packing = Packing(lengths: Array(repeating: tokens, count: images), causal: false)
    let rows = Double(packing.rows)
    let blocks = (0..<c.visionLayers).map { l in
      BlockCost(shape, packing, l == c.visionLayers - 1 ? .first : .all)
    }
    let pixels = 3 * Double(c.patchSize) * Double(c.patchSize)
    let patches = Double(images) * Double(c.patchCount)
    let embedding = patches * pixels * w
    let projection = Double(images) * w * Double(c.embeddingWidth)
    let ends = patches * pixels + 2 * rows * w + 2 * rows
    let forward = blocks.map { $0.tape + $0.scratch }.max() ?? 0
    let tapes = blocks.reduce(0) { $0 + $1.tape }
    let back = 3 * rows * w + (blocks.map(\.backwardScratch).max() ?? 0)
    return PassCost(
      sequences: images, length: tokens, shared: 0,
      forward: blocks.reduce(embedding + projection) { $0 + $1.forward },
      backward: blocks.reduce(projection) { $0 + $1.backward },
      weights: blocks.reduce(embedding + projection) { $0 + $1.linear },
      bytes: 4 * (ends + rows * w + forward), bytesWithBackward: 4 * (ends + tapes + back))
  }
}

extension TextTower {
  /// The cost of prompts; all of their activations are alive together.
  public func cost(_ prompts: [[TextRow]]) -> PassCost {
    let text = SharedText(prompts)
    let prefix = stackCost([text.prefix.count], shared: 0, isPrefix: true)
    let chunks = text.chunks.map { range in
      stackCost(text.suffixes[range].map(\.count), shared: text.prefix.count, isPrefix: false)
    }
    return chunks.reduce(
      into: prefix,
      { total, chunk in
        total.sequences += chunk.sequences
        total.length = max(total.length, chunk.length)
        total.forward += chunk.forward
        total.backward += chunk.backward
        total.weights += chunk.weights
        total.bytes += chunk.bytes
        total.bytesWithBackward += chunk.bytesWithBackward
      })
  }

  private func stackCost(_ lengths: [Int], shared: Int, isPrefix: Bool) -> PassCost {
    let c = configuration
    let w = Double(c.textWidth)
    let packing = Packing(lengths: lengths, causal: true)
    let rows = Double(packing.rows)
    let last: WantedRows = isPrefix ? .none : .last
    let blocks = (0..<c.textLayers).map { l in
      BlockCost(shape, packing, l == c.textLayers - 1 ? last : .all, prefix: shared)
    }
    let texts = isPrefix ? 0 : Double(lengths.count)
    let projection = texts * w * Double(c.embeddingWidth)
    let tapes = rows * w + blocks.reduce(0) { $0 + $1.tape }
    let scratch = blocks.map(\.scratch).max() ?? 0
    let keys = 2 * w * Double(isPrefix ? packing.rows : shared) * Double(c.textLayers)
    let back = 2 * rows * w + keys + (blocks.map(\.backwardScratch).max() ?? 0)
    return PassCost(
      sequences: isPrefix ? 0 : lengths.count, length: shared + (lengths.max() ?? 0),
      shared: isPrefix ? packing.rows : shared,
      forward: blocks.reduce(projection) { $0 + $1.forward },
      backward: blocks.reduce(projection) { $0 + $1.backward },
      weights: blocks.reduce(projection) { $0 + $1.linear },
      bytes: 4 * (tapes + scratch), bytesWithBackward: 4 * (tapes + max(scratch, back)))
  }
}
