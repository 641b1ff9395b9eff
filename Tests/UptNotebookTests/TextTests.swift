import Testing

@testable import UptNotebook

@Suite struct TextTests {
  @Test(arguments: [
    ("abc", 3), ("", 0), ("価格", 4), ("한국", 4), ("é", 1), ("e\u{301}", 1), ("👩‍👩‍👧", 2), ("🇫🇷", 2),
    ("❤️", 2), ("❤", 1), ("±", 1), ("●", 1), ("ｆ", 2), ("\u{200B}", 0), ("🎉x", 3),
  ])
  func displayWidth(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test func cuttingCountsColumns() {
    #expect(DisplayWidth.cut("価格表", to: 6) == "価格表")
    #expect(DisplayWidth.cut("価格表", to: 5) == "価格…")
    #expect(DisplayWidth.cut("価格表", to: 4) == "価…")
    #expect(DisplayWidth.cut("abc", to: 0) == "")
    #expect(DisplayWidth.padStart("価", to: 4) == "  価")
  }

  @Test func hostileTextIsShownNotObeyed() {
    #expect("a\u{1B}[31mb\n".shownSafely == "a\\u{1B}[31mb\\n")
    #expect("x\u{202E}y".shownSafely == "x\\u{202E}y")
    #expect("naïve".shown(in: .ascii) == "na?ve")
  }

  @Test func numbersFitTheirColumn() {
    func texts(_ values: [Double]) -> [String] {
      let format = NumberFormat.automatic.settled(for: values)
      return values.map(format.text)
    }
    #expect(texts([1, 2, 30]) == ["1", "2", "30"])
    #expect(texts([0.5, 1.25]) == ["0.50", "1.25"])
    #expect(texts([2.302_585, 0.031_26]) == ["2.3026", "0.0313"])
    #expect(texts([1e-5, 0.002]) == ["1e-5", "0.002"])
    #expect(texts([.nan, .infinity, 0]) == ["NaN", "inf", "0"])
    #expect(NumberFormat.fixed(1).text(-0.01) == "0.0")
    #expect(NumberFormat.percent(1).text(0.7314) == "73.1%")
    #expect(NumberFormat.usual(for: "test_accuracy") == .percent(1))
    #expect(NumberFormat.usual(for: "loss") == .automatic)
    #expect(NumberFormat.percent(1).settled(for: [73.1]).text(73.1) == "73.1")
  }

  @Test func progressLines() {
    var state = Progress(
      "unified prompts", done: 12, of: 20, unit: "epochs", elapsed: 3.4, detail: "loss 0.812")
    #expect(
      state.line()
        == "unified prompts  ━━━━━━━━━━┄┄┄┄┄┄┄  12/20 epochs  3.53/s  0:03 left  loss 0.812")
    #expect(
      state.line(RenderStyle(width: 48, unicode: false))
        == "unified prompts  12/20 epochs  3.53/s  0:03 le~")
    state.resumedAt = 12
    #expect(state.rate == nil && state.remaining == nil)
    #expect(Progress("reading", done: 3, unit: "files").line() == "reading  3 files")
    #expect(Progress.clock(3723) == "1:02:03")
    #expect(Progress.clock(.infinity) == "?")
    #expect(Progress("x", done: 5, of: 0, elapsed: 1).line().hasPrefix("x  ━━━"))
  }
}
