import Foundation

/// A reproducible stream of random numbers (xoshiro256++, seeded through SplitMix64 as its
/// authors, Blackman and Vigna, advise).
///
/// Streams are named, not shared: `Random(seed, "crop", epoch, index)` gives the same numbers
/// wherever and whenever it is made, so that results depend neither on the order of the work nor
/// on the number of threads.
public struct Random: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// The stream of `seed`, or one of its named sub-streams.
  public init(_ seed: Int, _ purpose: String = "", _ keys: Int...) {
    var mixer = SplitMix64(state: UInt64(bitPattern: Int64(seed)))
    for byte in purpose.utf8 { mixer.absorb(UInt64(byte)) }
    for key in keys { mixer.absorb(UInt64(bitPattern: Int64(key)) ^ 0x9e37_79b9) }
    state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  public mutating func next() -> UInt64 {
    func rotate(_ x: UInt64, _ k: UInt64) -> UInt64 { (x << k) | (x >> (64 - k)) }
    let result = rotate(state.0 &+ state.3, 23) &+ state.0
    let t = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= t
    state.3 = rotate(state.3, 45)
    return result
  }

  /// Uniform in [0, 1), with 53 random bits.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform in [low, high).
  public mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * uniform()
  }

  /// A standard normal number (Box and Muller, in double precision).
  public mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * .pi * uniform())
  }

  /// Uniform in 0..<bound; 0 where `bound` is not positive.
  public mutating func below(_ bound: Int) -> Int {
    bound > 0 ? Int(next(upperBound: UInt64(bound))) : 0
  }

  /// 0..<count in random order (Fisher and Yates).
  public mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<max(count, 0))
    for i in stride(from: order.count - 1, to: 0, by: -1) { order.swapAt(i, below(i + 1)) }
    return order
  }
}

/// Turns seeds and keys into well-mixed states (Steele, Lea and Flood 2014).
private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func absorb(_ key: UInt64) { state = next() ^ key }
}
