import COpenBLAS
import Foundation

/// The one door to OpenBLAS: its kernels are checked before the first product, and it always runs
/// a single thread, inside whichever of our workers calls it (see ``Parallel``).
public enum BLAS {
  /// Which kernels OpenBLAS uses, and how that came about.
  public struct KernelChoice: Sendable {
    /// The name OpenBLAS gives the kernels it chose by itself.
    public let detected: String
    /// The name of the kernels in use.
    public let used: String
    /// What was done and why, in a sentence for `doctor`.
    public let note: String
  }

  /// Checks the kernels once and mends the choice where OpenBLAS did not know the processor.
  public static let kernels: KernelChoice = chooseKernels()

  /// Row-major C = alpha · op(A) op(B) + beta · C with leading dimensions, as in CBLAS.
  @inline(__always)
  public static func gemm(
    transposeA: Bool = false, transposeB: Bool = false, m: Int, n: Int, k: Int,
    alpha: Float = 1, _ a: UnsafePointer<Float>, lda: Int,
    _ b: UnsafePointer<Float>, ldb: Int,
    beta: Float = 0, _ c: UnsafeMutablePointer<Float>, ldc: Int
  ) {
    _ = kernels
    guard m > 0, n > 0 else { return }
    // OpenBLAS leaves C alone when k is 0; the product of nothing is zero. Where beta is 0, C may
    // hold anything, also what is not a number.
    guard k > 0 else {
      for row in 0..<m {
        for place in (row * ldc)..<(row * ldc + n) { c[place] = beta == 0 ? 0 : c[place] * beta }
      }
      return
    }
    cblas_sgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
      blasInt(m), blasInt(n), blasInt(k), alpha, a, blasInt(lda), b, blasInt(ldb),
      beta, c, blasInt(ldc))
  }

  @inline(__always) private static func blasInt(_ value: Int) -> Int32 {
    Int32(truncatingIfNeeded: value)
  }

  // MARK: - Choosing kernels

  private static func chooseKernels() -> KernelChoice {
    openblas_set_num_threads(1)
    let detected = coreName()
    if let wish = ProcessInfo.processInfo.environment["OPENBLAS_CORETYPE"], !wish.isEmpty {
      return KernelChoice(
        detected: detected, used: detected, note: "OPENBLAS_CORETYPE=\(wish) is set and was kept")
    }
    guard let best = kernelsForThisProcessor(),
      !kernels(named: detected, areAtLeast: best), upt_can_choose_kernels_again() != 0
    else {
      return KernelChoice(detected: detected, used: detected, note: "OpenBLAS's own choice")
    }
    select(best)
    if coreName().caseInsensitiveCompare(best) == .orderedSame, productsAreCorrect() {
      return KernelChoice(
        detected: detected, used: coreName(),
        note: "OpenBLAS chose \(detected); this processor can do better, so \(best) was selected")
    }
    select(detected)
    return KernelChoice(
      detected: detected, used: coreName(), note: "\(best) gave wrong products and was not kept")
  }

  private static func select(_ name: String) {
    setenv("OPENBLAS_CORETYPE", name, 1)
    upt_choose_kernels_again()
    unsetenv("OPENBLAS_CORETYPE")
    openblas_set_num_threads(1)
  }

  private static func coreName() -> String {
    openblas_get_corename().map { String(cString: $0) } ?? "unknown"
  }

  /// The kernels by what the processor can do; nil where OpenBLAS's choice is always right.
  private static func kernelsForThisProcessor() -> String? {
    switch upt_vector_level() {
    case 2: return "SkylakeX"
    case 1: return "Haswell"
    default: return nil
    }
  }

  /// Kernels for AVX2 or better; every other x86 name is older.
  private static func kernels(named name: String, areAtLeast best: String) -> Bool {
    let avx512 = ["skylakex", "cooperlake", "sapphirerapids"]
    let avx2 = ["haswell", "zen", "excavator"]
    let name = name.lowercased()
    return avx512.contains(name) || (best == "Haswell" && avx2.contains(name))
  }

  /// Compares products of awkward sizes with plain loops: on some processors older builds compute
  /// wrong results with kernels that they were not told to use.
  private static func productsAreCorrect() -> Bool {
    for (m, n, k) in [(1, 1, 1), (7, 5, 3), (33, 65, 129), (64, 200, 77)] {
      for (ta, tb) in [(false, false), (false, true), (true, false)] {
        let a = (0..<m * k).map { Float(($0 * 37) % 101) / 101 - 0.5 }
        let b = (0..<k * n).map { Float(($0 * 53) % 97) / 97 - 0.5 }
        var c = [Float](repeating: 0, count: m * n)
        cblas_sgemm(
          CblasRowMajor, ta ? CblasTrans : CblasNoTrans, tb ? CblasTrans : CblasNoTrans,
          Int32(m), Int32(n), Int32(k), 1, a, Int32(ta ? m : k), b, Int32(tb ? k : n), 0, &c,
          Int32(n))
        for i in 0..<m {
          for j in 0..<n {
            var sum = 0.0
            for p in 0..<k {
              sum += Double(ta ? a[p * m + i] : a[i * k + p])
                * Double(tb ? b[j * k + p] : b[p * n + j])
            }
            if abs(Double(c[i * n + j]) - sum) > 1e-4 { return false }
          }
        }
      }
    }
    return true
  }
}
