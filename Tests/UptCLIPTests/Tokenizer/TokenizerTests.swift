import FixtureSupport
import Foundation
import Testing
import UptTensor

@testable import UptCLIP

@Suite struct TokenizerTests {
  @Test func smallerVocabulariesAreThePrefixOfTheWhole() throws {
    let bytes = try Tokenizer.clip(vocabularySize: 514)
    #expect(bytes.encode("in") == [72, 333])
    #expect(try bytes.tokenize("in", contextLength: 6) == [512, 72, 333, 513, 0, 0])
    let two = try Tokenizer.clip(vocabularySize: 516)
    #expect(two.encode("thin") == [513, 72, 333])
    #expect(two.encode("ins") == [512, 338])
    #expect(two.decode([513, 72, 333, two.endOfText, -1, 10_000]) == "thin <|endoftext|>")
    #expect(two.startOfText == 514)
    for size in [513, 49_409] {
      expectError(.value, "vocabularies of 514 to 49408 entries, not of \(size)") {
        _ = try Tokenizer.clip(vocabularySize: size)
      }
    }
  }

  @Test func longTextsAreRefusedOrCut() throws {
    let tokenizer = try Tokenizer.clip()
    let text = "a photo of a cat"
    expectError(
      .value, "the text \"a photo of a cat\" takes 7 tokens with start and end, "
        + "but the encoder reads 6"
    ) { _ = try tokenizer.tokenize(text, contextLength: 6) }
    let row = try tokenizer.tokenize(text, contextLength: 6, truncate: true)
    #expect(row.count == 6 && row.last == tokenizer.endOfText)
    expectError(.value, "a context of 1 has no room") {
      _ = try tokenizer.tokenize("", contextLength: 1)
    }
  }

  /// The packed list is the text list, and a list of one's own can be read.
  @Test func mergesAreReadFromText() throws {
    let text = "#version: 0.2\ni n\nt h\r\nth e</w>\n"
    let own = try Merges(text: Array(text.utf8), of: "x")
    #expect(own.prefix(2) == (try Merges.clip()).prefix(2))
    let tokenizer = try Tokenizer(merges: own)
    #expect(tokenizer.encode("the inn") == [514, 512, 333])
    #expect(tokenizer.endOfText == 516)
    let published = Fixtures.path("bpe_merges.txt")
    if FileManager.default.fileExists(atPath: published) {
      #expect(try Merges(path: published) == Merges.clip())
    }
  }

  @Test(arguments: [
    ("in\n", "x, line 1: two symbols should be here"),
    ("a b c\n", "x, line 1: two symbols should be here"),
    ("i n\na  b\n", "x, line 2: two symbols should be here"),
    ("i \u{200}\n", "x, line 1: two symbols should be here"),
    ("i ng\n", "x, line 1: no line before it makes \"ng\""),
    ("in g\n", "x, line 1: no line before it makes \"in\""),
    ("i n\ni n\n", "x, line 2: a line before it makes the same symbol"),
  ])
  func brokenMergesAreRefused(_ text: String, _ message: String) {
    expectError(.format, message) { _ = try Merges(text: Array(text.utf8), of: "x") }
  }

  @Test func damagedDataIsRefused() {
    expectError(.format, "x is damaged: 3 bytes") { _ = try Merges(packed: [1, 2, 3], of: "x") }
    expectError(.format, "x is damaged: merge 0 joins what is not there yet") {
      _ = try Merges(packed: [0, 2, 0, 0], of: "x")
    }
    expectError(.format, "x is no list of merges: it is not UTF-8") {
      _ = try Merges(text: [0x69, 0x20, 0xff], of: "x")
    }
    expectError(.file, "the program's data file none.bin is not in any of ") {
      _ = try Resources.locate("none.bin")
    }
  }

  @Test(arguments: [
    "“CAFÉ…” naïve – MAÇÃ…", "5€ £5 20° ½", "NESTLÉ® É» ß²", "привет, мир", "東京 ｡", "«À»",
  ])
  func textsThatAreRightAreLeftAlone(_ text: String) {
    #expect(MojibakeRepair.repaired(text) == text)
  }

  @Test(arguments: [
    ("cafÃ©", "café"), ("Ã¢â‚¬â€\u{9d}", "—"), ("Ã la carte", "à la carte"), ("Î±Î²", "αβ"),
    ("“ok” and cafÃ©", "“ok” and café"), ("ð\u{9f}\u{98}\u{80}", "😀"), ("a\u{92}s", "a’s"),
  ])
  func textsThatWentWrongAreRepaired(_ text: String, _ wanted: String) {
    #expect(MojibakeRepair.repaired(text) == wanted)
  }

  @Test(arguments: [
    ("&#x41;&#66;&#0;&#128;&#xd800;&#1;", "AB\u{fffd}€\u{fffd}"), ("&notit; &not;", "¬it; ¬"),
    ("&;&#;&#x;&&amp", "&;&#;&#x;&&"), ("&CounterClockwiseContourIntegral;", "∳"), ("&", "&"),
  ])
  func referencesAreReplaced(_ text: String, _ wanted: String) throws {
    #expect(try HTMLEntities().unescape(text) == wanted)
  }

  /// Any text is cleaned and encoded, and what is encoded stays within the vocabulary.
  @Test func anyTextIsEncoded() throws {
    let tokenizer = try Tokenizer.clip(vocabularySize: 2000)
    var random = Random(3, "texts")
    let marks: [Unicode.Scalar] = ["&", "#", ";", "Ã", "â", "€", "\u{1b}", "[", "'", "s", " ", "Σ"]
    for _ in 0..<300 {
      var text = String.UnicodeScalarView()
      for _ in 0..<random.below(20) {
        let any = Unicode.Scalar(UInt32(random.below(0x11_0000))) ?? "x"
        text.append(random.below(3) == 0 ? any : marks[random.below(marks.count)])
      }
      let ids = tokenizer.encode(String(text))
      #expect(ids.allSatisfy { 0..<tokenizer.vocabularySize ~= $0 })
      _ = tokenizer.decode(ids)
    }
  }
}
