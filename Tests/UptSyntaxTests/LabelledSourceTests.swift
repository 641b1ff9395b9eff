import Testing

@testable import UptSyntax

/// Expressions with labels under their parts.
@Suite struct LabelledSourceTests {
  /// The picture of an expression; each label stands under the first occurrence of its part.
  private func picture(
    _ text: String, _ labels: KeyValuePairs<String, String>, width: Int = 96
  ) -> [String] {
    let file = SourceFile(name: "test", text: "let y = " + text)
    let span = Span(file, 8, file.bytes.count)
    return LabelledSource(
      span, labels.compactMap { part, label in
        let place = file.text.utf8.firstRange(of: part.utf8)
        return place.map { range in
          let lower = file.text.utf8.distance(
            from: file.text.utf8.startIndex, to: range.lowerBound)
          return .init(Span(file, lower, lower + part.utf8.count), label)
        }
      }, width: width
    ).lines
  }

  @Test func shortLabelsNeedNoRoom() {
    #expect(picture("weights + b", ["weights": "[3]", "b": "[2]"]) == [
      "weights + b",
      "[3]       [2]",
    ])
  }

  @Test func operandsAreSpread() {
    #expect(picture("x @ w", ["x": "[4, 768]", "w": "[512, 768]"]) == [
      "x       @ w",
      "[4, 768]  [512, 768]",
    ])
  }

  @Test func aPartWithLabelsInsideHasABracket() {
    #expect(
      picture(
        "relu(x @ w) @ v.T",
        ["x": "[4, 768]", "w": "[768, 512]", "relu(x @ w)": "[4, 512]", "v.T": "[10, 512]"]) == [
          "relu(x       @ w)        @ v.T",
          "     [4, 768]  [768, 512]  [10, 512]",
          "└────── [4, 512] ───────┘",
        ])
  }

  @Test func aBracketHasRoomForItsLabel() {
    #expect(picture("(-a) + b", ["a": "[2]", "(-a)": "[2]", "b": "[3]"]) == [
      "(-a)   + b",
      "  [2]    [3]",
      "└ [2] ┘",
    ])
  }

  @Test func severalLinesAndCommentsAreJoined() {
    #expect(picture("( x  # features\n   @\n  w)", [:]).first == "(x @ w)")
    #expect(picture("x\n  .map { y in\n  y + 1\n}", [:]) == ["x.map {…}"])
  }

  @Test func wideCharactersTakeTwoColumns() {
    #expect(picture("特徴 @ 重み", ["特徴": "[2]", "重み": "[3]"]) == [
      "特徴 @ 重み",
      "[2]    [3]",
    ])
  }

  @Test func longPartsAreShortened() {
    let long = (1...30).map { "a\($0)" }.joined(separator: " + ")
    #expect(picture("(\(long)) @ w", ["(\(long))": "[2, 3]", "w": "[4]"], width: 60) == [
      "(a1 + a2 + a3 + a4 +…) @ w",
      "[2, 3]                   [4]",
    ])
  }

  @Test func whatHasNoRoomIsLeftOut() {
    let names = (1...9).map { "tensor\($0)" }
    let text = "f(\(names.joined(separator: ", ")))"
    #expect(picture(text, ["tensor1": "[1]", "tensor9": "[9]"], width: 30) == [
      "f(tensor1, tensor2, tensor3, …)",
      "  [1]",
    ])
  }
}
