import Foundation
import UptTensor

/// How fast this computer multiplies matrices: the bound on everything the engine does.
enum MatrixSpeed {
  /// Rows and columns of the matrices.
  private static let side = 1024
  /// The best of this many attempts counts; others may have shared the processor.
  private static let attempts = 3

  /// The speed with the rows spread over threads, as `123.4 GFLOP/s`.
  static func measure(threads: Int) -> String {
    let before = Parallel.threads
    Parallel.threads = threads
    defer { Parallel.threads = before }
    let a = (0..<side * side).map { Float($0 % 17) / 17 }
    let b = (0..<side * side).map { Float($0 % 13) / 13 }
    var c = [Float](repeating: 0, count: side * side)
    var best = Double.infinity
    for _ in 0...attempts {
      let start = DispatchTime.now().uptimeNanoseconds
      multiply(a, b, &c, pieces: threads)
      best = min(best, Double(DispatchTime.now().uptimeNanoseconds - start))
    }
    // A product and a sum for each element of each pair of rows and columns.
    let operations = 2 * Double(side) * Double(side) * Double(side)
    return String(format: "%.1f GFLOP/s", operations / best)
  }

  private static func multiply(_ a: [Float], _ b: [Float], _ c: inout [Float], pieces: Int) {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        c.withUnsafeMutableBufferPointer { c in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          try? Parallel.forEach(pieces) { piece in
            let first = side * piece / pieces
            let rows = side * (piece + 1) / pieces - first
            BLAS.gemm(
              m: rows, n: side, k: side, a + first * side, lda: side, b, ldb: side,
              c + first * side, ldc: side)
          }
        }
      }
    }
  }
}
