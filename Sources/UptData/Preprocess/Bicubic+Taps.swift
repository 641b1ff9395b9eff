extension Bicubic {
  /// The weights of one axis: output position `o` is the sum of `weights[o * stride + i]` times the
  /// input at `starts[o] + i`, for `i` below `counts[o]`.
  struct Taps {
    private(set) var starts: [Int] = []
    private(set) var counts: [Int] = []
    private(set) var weights: [Int32]
    let stride: Int

    /// - Parameter range: the output positions that are wanted, of 0..<output; not empty.
    init(input: Int, output: Int, range: Range<Int>) {
      let scale = Double(input) / Double(output)
      let stretch = max(scale, 1)
      let support = 2 * stretch
      stride = Int(support.rounded(.up)) * 2 + 1
      starts.reserveCapacity(range.count)
      counts.reserveCapacity(range.count)
      weights = [Int32](repeating: 0, count: range.count * stride)
      var row = [Double](repeating: 0, count: stride)
      for (position, o) in range.enumerated() {
        let centre = (Double(o) + 0.5) * scale
        let start = max(Int(centre - support + 0.5), 0)
        let count = min(Int(centre + support + 0.5), input) - start
        var sum = 0.0
        for i in 0..<count {
          row[i] = Taps.cubic((Double(i + start) - centre + 0.5) * (1 / stretch))
          sum += row[i]
        }
        for i in 0..<count {
          let weight = (sum == 0 ? row[i] : row[i] / sum) * Double(1 << Bicubic.bits)
          weights[position * stride + i] = Int32(weight < 0 ? weight - 0.5 : weight + 0.5)
        }
        starts.append(start)
        counts.append(count)
      }
    }

    /// The input positions that have a weight.
    var needed: Range<Int> {
      guard let first = starts.first, let last = starts.last, let count = counts.last else {
        return 0..<0
      }
      return first..<(last + count)
    }

    private static func cubic(_ distance: Double) -> Double {
      let a = -0.5
      let x = abs(distance)
      if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
      if x < 2 { return (((x - 5) * x + 8) * x - 4) * a }
      return 0
    }

    /// The arrays as a kernel's loops take them.
    struct Pointers {
      /// Output positions.
      let count: Int
      let starts: UnsafePointer<Int>
      let counts: UnsafePointer<Int>
      let weights: UnsafePointer<Int32>
      let stride: Int
    }

    /// Calls `kernel` with pointers that are valid while it runs; not for an empty range.
    func run(_ kernel: (Pointers) -> Void) {
      starts.withUnsafeBufferPointer { starts in
        counts.withUnsafeBufferPointer { counts in
          weights.withUnsafeBufferPointer { weights in
            guard let starts = starts.baseAddress, let counts = counts.baseAddress,
              let weights = weights.baseAddress
            else { return }
            kernel(
              Pointers(
                count: self.starts.count, starts: starts, counts: counts, weights: weights,
                stride: stride))
          }
        }
      }
    }
  }
}
