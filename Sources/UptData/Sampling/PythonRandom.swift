import UptTensor

/// Python's `random.Random`, number for number: MT19937 (Matsumoto and Nishimura 1998) seeded by
/// an integer's 32-bit words, and the draws that CPython 3 builds on it.
///
/// It exists so that a seed picks the same pictures here as in the authors' code; everything else
/// in the product draws from `Random`.
public struct PythonRandom: Sendable {
  private static let size = 624
  private static let shift = 397
  private var state: [UInt32]
  private var position = PythonRandom.size

  /// `random.seed(seed)`: like Python, by the absolute value.
  public init(seed: Int) {
    let value = UInt64(seed.magnitude)
    let high = UInt32(truncatingIfNeeded: value >> 32)
    let key = [UInt32(truncatingIfNeeded: value)] + (high == 0 ? [] : [high])
    state = PythonRandom.seeded(by: key)
  }

  private static func linear(_ seed: UInt32) -> [UInt32] {
    var state = [seed]
    state.reserveCapacity(size)
    var last = seed
    for index in 1..<size {
      last = 1_812_433_253 &* (last ^ (last >> 30)) &+ UInt32(index)
      state.append(last)
    }
    return state
  }

  private static func seeded(by key: [UInt32]) -> [UInt32] {
    var state = linear(19_650_218)
    var i = 1
    var j = 0
    func step() {
      i += 1
      if i >= size {
        state[0] = state[size - 1]
        i = 1
      }
    }
    for _ in 0..<max(size, key.count) {
      let previous = state[i - 1]
      state[i] = (state[i] ^ ((previous ^ (previous >> 30)) &* 1_664_525)) &+ key[j] &+ UInt32(j)
      step()
      j = (j + 1) % key.count
    }
    for _ in 0..<(size - 1) {
      let previous = state[i - 1]
      state[i] = (state[i] ^ ((previous ^ (previous >> 30)) &* 1_566_083_941)) &- UInt32(i)
      step()
    }
    state[0] = 0x8000_0000
    return state
  }

  private mutating func refill() {
    let size = PythonRandom.size
    for index in 0..<size {
      let word = (state[index] & 0x8000_0000) | (state[(index + 1) % size] & 0x7fff_ffff)
      let twist: UInt32 = word & 1 == 0 ? 0 : 0x9908_b0df
      state[index] = state[(index + PythonRandom.shift) % size] ^ (word >> 1) ^ twist
    }
    position = 0
  }

  /// The next 32 bits of the generator.
  public mutating func next32() -> UInt32 {
    if position >= PythonRandom.size { refill() }
    var word = state[position]
    position += 1
    word ^= word >> 11
    word ^= (word << 7) & 0x9d2c_5680
    word ^= (word << 15) & 0xefc6_0000
    return word ^ (word >> 18)
  }

  /// `random.getrandbits(bits)` for 0…64 bits; more count as 64, fewer as 0.
  public mutating func bits(_ bits: Int) -> UInt64 {
    guard bits > 0 else { return 0 }
    if bits <= 32 { return UInt64(next32() >> UInt32(32 - bits)) }
    let low = UInt64(next32())
    let high = UInt64(next32() >> UInt32(64 - min(bits, 64)))
    return low | (high << 32)
  }

  /// `random.random()`: uniform in [0, 1) with 53 bits.
  public mutating func random() -> Double {
    let high = Double(next32() >> 5)
    let low = Double(next32() >> 6)
    return (high * 67_108_864 + low) / 9_007_199_254_740_992
  }

  /// `random.randrange(bound)`; 0 where `bound` is not positive.
  public mutating func below(_ bound: Int) -> Int {
    guard bound > 0 else { return 0 }
    let width = Int.bitWidth - bound.leadingZeroBitCount
    while true {
      let draw = bits(width)
      if draw < UInt64(bound) { return Int(draw) }
    }
  }

  /// `random.shuffle(values)`.
  public mutating func shuffle<T>(_ values: inout [T]) {
    for index in stride(from: values.count - 1, to: 0, by: -1) {
      values.swapAt(index, below(index + 1))
    }
  }

  /// `random.sample(range(population), count)`.
  /// - Throws: `.value` when `count` is negative or larger than the population.
  public mutating func sample(_ population: Int, _ count: Int) throws -> [Int] {
    guard count >= 0, count <= population else {
      throw EngineError(.value, "\(count) cannot be drawn from \(population) without repetition")
    }
    // Where CPython changes from a list of what is left to a set of what is taken.
    var threshold = 21
    if count > 5 {
      var power = 4
      while power / 3 < count && power < 1 << 60 { power *= 4 }
      threshold += power
    }
    if population <= threshold {
      var pool = Array(0..<population)
      return (0..<count).map { drawn in
        let left = population - drawn
        let place = below(left)
        let value = pool[place]
        pool[place] = pool[left - 1]
        return value
      }
    }
    var taken: Set<Int> = []
    return (0..<count).map { _ in
      var value = below(population)
      while !taken.insert(value).inserted { value = below(population) }
      return value
    }
  }
}
