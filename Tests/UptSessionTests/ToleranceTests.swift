import Testing

@testable import UptSession

/// The comparison lets through what may differ, and nothing else.
@Suite struct ToleranceTests {
  @Test(arguments: [
    ("accuracy 71.3%", "accuracy 74.0%"), ("loss 1.234", "loss 1.240"), ("a  b", "a b"),
    ("[4, 128]", "[4, 128]"), ("text   3 ± 1.5%", "text 3 ±   6.0%"),
    ("8.16 ms", "2.38 ms, 3.43 ms of all processors"),
  ])
  func equal(_ one: String, _ other: String) { #expect(Tolerance.document.matches(one, other)) }

  @Test(arguments: [
    ("71.3%", "78.0%"), ("1.234", "1.334"), ("[4, 128]", "[4, 129]"), ("E0201", "E0202"),
    ("0.36", "0.39"), ("3", "3%"), ("a 1", "b 1"), ("1 2", "1"), ("loss", ""),
  ])
  func different(_ one: String, _ other: String) { #expect(!Tolerance.document.matches(one, other)) }

  @Test func accuraciesAreShares() {
    var tolerance = Tolerance.document
    tolerance.isAccuracy = true
    #expect(tolerance.matches("_4 = 0.36", "_4 = 0.39"))
    #expect(!tolerance.matches("_4 = 0.36", "_4 = 0.43"))
  }

  @Test func linesMayBeLeftOut() {
    #expect(Tolerance.document.matches(["a", "…", "d"], ["a", "b", "c", "d"]))
    #expect(Tolerance.document.matches(["a", "…"], ["a"]))
    #expect(!Tolerance.document.matches(["a", "…", "d"], ["a", "b"]))
    #expect(Tolerance.document.matches(["…", "a", "…", "b"], ["a", "c", "a", "x", "b"]))
    #expect(!Tolerance.document.matches(["a"], ["a", "b"]))
  }
}
