import Testing
import UptRuntime

/// Dictionaries against a list of pairs that is searched from its beginning.
@Suite struct DictionaryTests {
  private typealias Key = DictionaryValue.Key

  /// What a dictionary has to do, as simply as it can be said.
  private struct Model {
    var entries: [(key: Key, value: Int)] = []

    subscript(key: Key) -> Int? {
      get { entries.first { $0.key == key }?.value }
      set {
        let position = entries.firstIndex { $0.key == key }
        switch (position, newValue) {
        case (let position?, let value?): entries[position].value = value
        case (let position?, nil): entries.remove(at: position)
        case (nil, let value?): entries.append((key, value))
        case (nil, nil): break
        }
      }
    }
  }

  private static let kinds: [String: @Sendable (Int) -> Key] = [
    "neighbours": { .int($0) },
    "negative": { .int(-$0) },
    "alike in their low bits": { .int($0 << 40) },
    "strings": { .text("key \($0)") },
    "strings in two spellings": { .text($0 % 2 == 0 ? "e\u{301}\($0 / 2)" : "\u{e9}\($0 / 2)") },
    "mixed": { number in
      switch number % 3 {
      case 0: .bool(number % 2 == 0)
      case 1: .int(number % 20)
      default: .text("\(number % 20)")
      }
    },
  ]

  private func expectSame(_ dictionary: DictionaryValue, _ model: Model) {
    #expect(dictionary.keys == model.entries.map(\.key))
    #expect(dictionary.values.map(\.describe) == model.entries.map { "\($0.value)" })
    #expect(dictionary.count == model.entries.count)
  }

  @Test(arguments: kinds.keys.sorted())
  func anyChangesKeepTheOrderAndTheValues(kind: String) throws {
    let make = try #require(Self.kinds[kind])
    var random = SystemRandomNumberGenerator()
    for size in [1, 5, 40, 300] {
      let dictionary = DictionaryValue()
      var model = Model()
      for turn in 0..<1500 {
        let key = make(Int.random(in: 0..<size, using: &random))
        // It grows for a while and then shrinks.
        let removes = Int.random(in: 0..<1500, using: &random) < turn
        dictionary[key] = removes ? nil : .int(turn)
        model[key] = removes ? nil : turn
        let other = make(Int.random(in: 0..<size, using: &random))
        #expect(dictionary[other]?.describe == model[other].map { "\($0)" })
      }
      expectSame(dictionary, model)
    }
  }

  @Test func manyKeysAreFoundAndOthersAreNot() {
    let dictionary = DictionaryValue()
    for number in 0..<50_000 { dictionary[.int(number * 3)] = .int(number) }
    #expect(dictionary.count == 50_000)
    #expect((0..<150_000).allSatisfy { (dictionary[.int($0)] == nil) == ($0 % 3 != 0) })
  }

  @Test func aCopyChangesAlone() {
    let dictionary = DictionaryValue()
    for number in 0..<20 { dictionary[.int(number)] = .int(number) }
    let copy = DictionaryValue(copying: dictionary)
    copy[.int(3)] = nil
    copy[.int(100)] = .int(100)
    #expect(dictionary.keys == (0..<20).map { .int($0) })
    #expect(copy[.int(3)] == nil && copy[.int(100)] != nil)
  }

  @Test func valuesOfDifferentTypesAreDifferentKeys() {
    let dictionary = DictionaryValue()
    for key in [Key.int(1), .bool(true), .text("1"), .text("true")] { dictionary[key] = .nothing }
    #expect(dictionary.count == 4)
  }
}
