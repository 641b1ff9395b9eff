import Foundation
import UptTensor

extension CLIPModel {
  /// A hash of all weights and sizes: what tells the encoder that prompts were made for from
  /// others, whatever either is called.
  ///
  /// Computed when it is first asked for (a tenth of a second for 150 million weights) and kept.
  public var fingerprint: UInt64 {
    fingerprintCache.value {
      var hash = WordHash()
      for byte in configuration.json.text().utf8 { hash.absorb(UInt64(byte)) }
      hash.absorb(UInt64(logitScale.bitPattern))
      hash.absorb(vision.parameters)
      hash.absorb(text.parameters)
      return hash.value
    }
  }
}

/// A number that is computed at most once, by whichever thread asks first.
final class FingerprintCache: @unchecked Sendable {
  private let lock = NSLock()
  private var known: UInt64?

  func value(_ compute: () -> UInt64) -> UInt64 {
    lock.withLock {
      if let known { return known }
      let value = compute()
      known = value
      return value
    }
  }
}

/// FNV-1a over words instead of bytes, in four lanes that a processor works on at once, with a
/// final mixing (SplitMix64's), since multiplication alone never carries high bits down.
private struct WordHash {
  private static let prime: UInt64 = 0x100_0000_01b3
  private static let start: UInt64 = 0xcbf2_9ce4_8422_2325
  private var lanes: (UInt64, UInt64, UInt64, UInt64) = (start, start ^ 1, start ^ 2, start ^ 3)

  private static func step(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    let mixed = (lane ^ word) &* prime
    return mixed ^ (mixed >> 29)
  }

  mutating func absorb(_ word: UInt64) {
    lanes = (Self.step(lanes.1, word), lanes.2, lanes.3, lanes.0)
  }

  mutating func absorb(_ buffer: ParameterBuffer) {
    absorb(UInt64(buffer.count))
    let base = buffer.base
    var (a, b, c, d) = lanes
    var i = 0
    while i + 8 <= buffer.count {
      a = Self.step(a, Self.word(base + i))
      b = Self.step(b, Self.word(base + i + 2))
      c = Self.step(c, Self.word(base + i + 4))
      d = Self.step(d, Self.word(base + i + 6))
      i += 8
    }
    lanes = (a, b, c, d)
    while i < buffer.count {
      absorb(UInt64(base[i].bitPattern))
      i += 1
    }
  }

  /// Two neighbours, the same on every machine whatever its order of bytes.
  private static func word(_ pair: Floats) -> UInt64 {
    UInt64(pair[0].bitPattern) | UInt64(pair[1].bitPattern) << 32
  }

  var value: UInt64 {
    var z = [lanes.0, lanes.1, lanes.2, lanes.3].reduce(Self.start, Self.step)
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
