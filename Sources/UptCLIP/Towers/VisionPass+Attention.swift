import UptTensor

extension VisionPass {
  /// How [CLS] shares out its attention in a block: [images, heads, positions], where the positions
  /// are [CLS], the prompts and the patches, and every row sums to 1.
  ///
  /// - Parameter block: counted from 0.
  /// - Returns: nil for a block that the tower does not have, and for a pass without a tape.
  public func classAttention(block: Int) -> Tensor? {
    guard tapes.indices.contains(block) else { return nil }
    let tape = tapes[block]
    var weights: [Float] = []
    // [CLS] is the first row of every sequence, and in the last block the only one.
    tape.attention.forEachHead { _, _, _, _, place in
      weights += UnsafeBufferPointer(start: tape.probabilities + place, count: tokens)
    }
    return Tensor(unchecked: [count, tape.attention.shape.heads, tokens], weights)
  }
}
