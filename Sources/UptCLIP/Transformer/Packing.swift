/// How sequences of different lengths lie one after the other in a matrix of rows.
///
/// Nothing is padded: a row exists only if some output depends on it.
struct Packing {
  /// First row of each sequence.
  let starts: [Int]
  let lengths: [Int]
  let rows: Int
  /// Whether a row sees only itself and earlier rows of its sequence.
  let causal: Bool

  init(lengths: [Int], causal: Bool) {
    self.lengths = lengths
    self.causal = causal
    var starts: [Int] = []
    var rows = 0
    for length in lengths {
      starts.append(rows)
      rows += length
    }
    self.starts = starts
    self.rows = rows
  }

  var count: Int { lengths.count }
}

/// Which rows of a block's result are wanted. The last block of a tower is asked for one row a
/// sequence, so only that row needs a query, an attention output and a feed-forward pass.
enum WantedRows {
  case all
  /// CLS, of an image.
  case first
  /// [EOT], of a text.
  case last
  /// None: the block only provides keys and values.
  case none

  func count(_ packing: Packing) -> Int {
    switch self {
    case .all: return packing.rows
    case .first, .last: return packing.count
    case .none: return 0
    }
  }

  /// Rows of a sequence of `length` rows that are wanted.
  func count(ofSequence length: Int) -> Int {
    switch self {
    case .all: return length
    case .first, .last: return 1
    case .none: return 0
    }
  }

  /// The packed row of the only wanted row of sequence `s`.
  func row(_ s: Int, _ packing: Packing) -> Int {
    switch self {
    case .last: return packing.starts[s] + packing.lengths[s] - 1
    case .all, .first, .none: return packing.starts[s]
    }
  }
}

/// Keys and values of rows that precede every sequence: a prompt's prefix, computed once.
struct SharedPrefix {
  let rows: Int
  let keys: UnsafePointer<Float>
  let values: UnsafePointer<Float>
  let stride: Int
}
