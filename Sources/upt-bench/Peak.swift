import Foundation
import UptTensor

/// What the machine's processors can do at best, measured with one large product per thread.
enum Peak {
  static func measure() throws -> JSONValue {
    let n = 1024
    let a = [Float](repeating: 0.5, count: n * n)
    var best = Double.infinity
    let workers = Parallel.threads
    for _ in 0..<5 {
      let start = Date()
      _ = try Parallel.map(workers) { _ in
        var c = [Float](repeating: 0, count: n * n)
        for _ in 0..<4 { BLAS.gemm(m: n, n: n, k: n, a, lda: n, a, ldb: n, &c, ldc: n) }
        return c[0]
      }
      best = min(best, Date().timeIntervalSince(start))
    }
    let flops = Double(workers * 4 * 2) * pow(Double(n), 3)
    return .object([
      "gflops": .number(flops / best / 1e9), "kernels": .string(BLAS.kernels.used),
      "threads": .integer(workers),
    ])
  }

  /// The largest amount of memory this process has held, in MiB; 0 where the system does not say.
  static var memory: Double {
    #if os(Linux)
      let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap { Double($0) }
      return (kilobytes ?? 0) / 1024
    #else
      var usage = rusage()
      getrusage(RUSAGE_SELF, &usage)
      return Double(usage.ru_maxrss) / 1_048_576
    #endif
  }
}
