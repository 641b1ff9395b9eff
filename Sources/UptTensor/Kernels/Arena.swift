import Foundation

/// Scratch memory for the activations of one pass: taken piece by piece, given back all at once.
///
/// A pass over a large encoder writes some hundred megabytes; asking the system for them anew at
/// every step would cost more in page faults than the element-wise work. Arenas are therefore kept
/// in a pool and reused.
public final class Arena: @unchecked Sendable {
  private var slabs: [UnsafeMutableBufferPointer<Float>] = []
  private var slab = 0
  private var used = 0
  private static let slabSize = 1 << 21  // floats: 8 MB

  private init() {}

  deinit { for slab in slabs { slab.deallocate() } }

  /// `count` floats with undefined contents, valid until the arena is given back.
  public func take(_ count: Int) -> UnsafeMutablePointer<Float> {
    let padded = (max(count, 1) + 15) & ~15
    while slab < slabs.count {
      if used + padded <= slabs[slab].count, let base = slabs[slab].baseAddress {
        used += padded
        return base + (used - padded)
      }
      slab += 1
      used = 0
    }
    let fresh = UnsafeMutableBufferPointer<Float>.allocate(
      capacity: max(padded, Arena.slabSize))
    slabs.append(fresh)
    used = padded
    // A buffer that was just allocated with a positive capacity has a base address.
    return fresh.baseAddress ?? UnsafeMutablePointer<Float>.allocate(capacity: padded)
  }

  /// `count` zeros.
  public func takeZeros(_ count: Int) -> UnsafeMutablePointer<Float> {
    let pointer = take(count)
    pointer.update(repeating: 0, count: count)
    return pointer
  }

  /// A place to come back to with ``rewind(to:)``, giving back all that was taken after it.
  public struct Mark { fileprivate let slab: Int, used: Int }
  public var mark: Mark { Mark(slab: slab, used: used) }
  public func rewind(to mark: Mark) {
    slab = mark.slab
    used = mark.used
  }

  // MARK: - The pool

  private static let lock = NSLock()
  nonisolated(unsafe) private static var pool: [Arena] = []

  public static func borrow() -> Arena { lock.withLock { pool.popLast() } ?? Arena() }

  public func giveBack() {
    slab = 0
    used = 0
    Arena.lock.withLock { Arena.pool.append(self) }
  }
}
