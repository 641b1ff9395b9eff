/// What a ``Block`` computes and how much scratch memory it takes, from its sizes alone. Numbers
/// are real because those of a careless plan are larger than an `Int`.
struct BlockCost {
  /// Multiply-adds of the linear maps: as many forward as back.
  let linear: Double
  /// Multiply-adds of scores and weighted sums; on the way back there are twice as many.
  let attention: Double
  /// Floats that are kept from the forward pass to the backward pass, the block's result included.
  let tape: Double
  /// Floats that are needed only while the block runs forward, and only while it runs back.
  let scratch, backwardScratch: Double

  var forward: Double { linear + attention }
  var backward: Double { linear + 2 * attention }

  init(_ shape: TransformerShape, _ packing: Packing, _ wanted: WantedRows, prefix: Int = 0) {
    let d = Double(shape.width)
    let f = Double(shape.mlpWidth)
    let t = Double(packing.rows)
    let r = Double(wanted.count(packing))
    // Queries times the rows that they look at.
    let pairs = packing.lengths.reduce(0.0) {
      $0 + Double(wanted.count(ofSequence: $1)) * Double(prefix + $1)
    }
    let projections = 2 * d * t + d * r
    linear = d * projections + r * d * d + 2 * r * d * f
    attention = 2 * pairs * d
    let probabilities = pairs * Double(shape.heads)
    tape = 2 * t + projections + probabilities + 3 * r * d + 2 * r + r * f
    scratch = t * d + r * f + (wanted.isAll ? 0 : r * d)
    let largest = packing.lengths.map { Double(wanted.count(ofSequence: $0)) * Double(prefix + $0) }
    backwardScratch = r * f + t * d + 2 * r * d + projections + (largest.max() ?? 0)
      + (wanted.isAll ? 0 : r * d)
  }
}
