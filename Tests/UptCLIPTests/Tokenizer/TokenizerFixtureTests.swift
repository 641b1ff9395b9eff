import FixtureSupport
import Testing
import UptCLIP
import UptTensor

/// The reference tokenizer's ids; the merges are the program's own.
@Suite struct TokenizerFixtureTests {
  let tokenizer: Tokenizer
  let document: JSONValue
  let cases: [JSONValue]

  init() throws {
    let path = Fixtures.path("tokenizer_cases.json")
    document = try JSONValue(parsing: MappedFile.read(path), of: path)
    cases = try #require(document["cases"]?.array)
    tokenizer = try Tokenizer.clip()
  }

  @Test func specialIdsAndSizes() {
    #expect(tokenizer.startOfText == document["bos"]?.integer)
    #expect(tokenizer.endOfText == document["eot"]?.integer)
    #expect(tokenizer.vocabularySize == document["vocab"]?.integer)
    #expect(tokenizer.merges.pairs.count == document["merges"]?.integer)
  }

  @Test func plainCases() throws {
    try judge("plain") { !isFtfy($0) && !isExotic($0) }
  }

  @Test func exoticCases() throws {
    try judge("exotic") { isExotic($0) && !isFtfy($0) }
  }

  @Test func casesThatSimpleRepairsDecide() throws {
    try judge("simple repairs") { isFtfy($0) && $0["ftfy_kind"]?.string == "simple" }
  }

  @Test func casesThatReDecodingDecides() throws {
    try judge("re-decoding") { isFtfy($0) && $0["ftfy_kind"]?.string != "simple" }
  }

  @Test func otherContextLengths() throws {
    for row in try #require(document["other_context_lengths"]?.array) {
      let text = try #require(row["text"]?.string)
      let length = try #require(row["context_length"]?.integer)
      let truncate = row["truncate"]?.bool ?? false
      let ids = try tokenizer.tokenize(text, contextLength: length, truncate: truncate)
      #expect(ids == integers(row["row"]), "\(text)")
    }
  }

  private func isFtfy(_ item: JSONValue) -> Bool { item["depends_on_ftfy"]?.bool == true }
  private func isExotic(_ item: JSONValue) -> Bool { item["exotic"]?.bool == true }

  private func integers(_ value: JSONValue?) -> [Int]? {
    value?.array.map { $0.compactMap(\.integer) }
  }

  private func judge(_ group: String, _ belongs: (JSONValue) -> Bool) throws {
    let judged = cases.filter(belongs)
    for item in judged {
      let text = try #require(item["text"]?.string)
      let ids = try #require(integers(item["ids"]))
      let comment: Comment = "\(group): \(text.debugDescription)"
      let cleaned = tokenizer.clean(text)
      if let wanted = item["cleaned"]?.string {
        #expect(
          cleaned.unicodeScalars.elementsEqual(wanted.unicodeScalars),
          "\(group): \(text.debugDescription) is cleaned to \(cleaned.debugDescription)")
      }
      #expect(tokenizer.encode(text) == ids, comment)
      if let decoded = item["decoded"]?.string {
        let actual = tokenizer.decode(ids)
        #expect(actual.unicodeScalars.elementsEqual(decoded.unicodeScalars), comment)
      }
      if item["too_long_for_77"]?.bool == true {
        #expect(throws: EngineError.self, comment) { try tokenizer.tokenize(text) }
        let row = try tokenizer.tokenize(text, truncate: true)
        #expect(row == integers(item["padded_truncate"]), comment)
      } else {
        let row = try tokenizer.tokenize(text)
        #expect(row == [tokenizer.startOfText] + ids + [tokenizer.endOfText]
          + [Int](repeating: 0, count: 75 - ids.count), comment)
        #expect(row.firstIndex(of: row.max() ?? 0) == item["eot_index_by_argmax"]?.integer, comment)
      }
    }
    print("tokenizer, \(group): \(judged.count) cases judged")
  }
}
