/// Different keys in order of insertion, and where to find each: a hash table with open addressing
/// whose places refer to a list of the keys.
struct KeyTable {
  typealias Key = DictionaryValue.Key

  /// The keys in order of insertion.
  private(set) var keys: [Key] = []
  /// The position of a key or `vacant`; a power of two of them, of which at most half are taken.
  private var places: [Int] = []
  /// By how much a hash is shifted to be the index of a place: only its highest bits count.
  private var shift = 0

  private static let vacant = -1
  private static let fewestPlaces = 8

  /// The position of a key.
  @inline(__always)
  func position(of key: Key) -> Int? {
    if places.isEmpty { return nil }
    let position = places[place(of: key)]
    return position == KeyTable.vacant ? nil : position
  }

  /// Adds a key unless it is there; gives its position.
  mutating func insert(_ key: Key) -> (position: Int, isNew: Bool) {
    if places.isEmpty { spread(over: KeyTable.fewestPlaces) }
    var place = place(of: key)
    if places[place] != KeyTable.vacant { return (places[place], false) }
    if 2 * (keys.count + 1) > places.count {
      spread(over: 2 * places.count)
      place = self.place(of: key)
    }
    places[place] = keys.count
    keys.append(key)
    return (keys.count - 1, true)
  }

  /// Removes a key; gives the position it had. Later keys move up.
  mutating func remove(_ key: Key) -> Int? {
    if places.isEmpty { return nil }
    let place = place(of: key)
    let position = places[place]
    guard position != KeyTable.vacant else { return nil }
    vacate(place)
    keys.remove(at: position)
    if position < keys.count {
      for index in places.indices where places[index] > position { places[index] -= 1 }
    }
    return position
  }

  /// The place of a key, or the vacant one where it would go.
  @inline(__always)
  private func place(of key: Key) -> Int {
    switch key {
    case .int(let number):
      place(from: key.hash) { if case .int(number) = keys[$0] { true } else { false } }
    case .text(let text):
      place(from: key.hash) {
        if case .text(let other) = keys[$0] { other.isEqual(to: text) } else { false }
      }
    case .bool: place(from: key.hash) { keys[$0] == key }
    }
  }

  /// The first place from that of a hash on that is vacant or holds the position looked for.
  @inline(__always)
  private func place(from hash: Int, _ isSought: (Int) -> Bool) -> Int {
    var place = home(hash)
    while places[place] != KeyTable.vacant, !isSought(places[place]) { place = next(place) }
    return place
  }

  /// The place where the search for a hash begins; the factor is 2⁶⁴ over the golden ratio, which
  /// keeps neighbouring numbers far apart.
  @inline(__always)
  private func home(_ hash: Int) -> Int {
    Int(truncatingIfNeeded: (UInt64(bitPattern: Int64(hash)) &* 0x9E37_79B9_7F4A_7C15) >> shift)
  }

  @inline(__always)
  private func next(_ place: Int) -> Int { (place + 1) & (places.count - 1) }

  /// Frees a place and moves up what would not be found behind a vacant one.
  private mutating func vacate(_ place: Int) {
    var gap = place
    var later = next(gap)
    while places[later] != KeyTable.vacant {
      let home = home(keys[places[later]].hash)
      // How far it is from its home is compared with how far it would get from the gap.
      if (later - home) & (places.count - 1) >= (later - gap) & (places.count - 1) {
        places[gap] = places[later]
        gap = later
      }
      later = next(later)
    }
    places[gap] = KeyTable.vacant
  }

  /// Gives every key its place among so many, a power of two.
  private mutating func spread(over count: Int) {
    places = Array(repeating: KeyTable.vacant, count: count)
    shift = UInt64.bitWidth - count.trailingZeroBitCount
    for (position, key) in keys.enumerated() { places[place(of: key)] = position }
  }
}
