import UptSyntax

/// Where an operator and its operands stand, for its errors.
final class OperatorPlace {
  let span: Span
  private let left: Span
  private let right: Span
  /// Operands longer than this are described, not quoted.
  private static let longestQuote = 30

  init(_ span: Span, _ left: Expression, _ right: Expression) {
    self.span = span
    self.left = left.span
    self.right = right.span
  }

  /// A hint that speaks of the operands in the script's own words: `w.T is [3, 2]`.
  func naming(_ hint: String) -> String {
    for (words, operand) in [("the left operand", left), ("the right operand", right)]
    where hint.hasPrefix(words + "'s .") {
      let text = operand.text
      guard text.utf8.count <= Self.longestQuote, !text.contains("\n") else { continue }
      return Self.quoted(text) + "." + hint.dropFirst(words.count + 4)
    }
    return hint
  }

  private static func quoted(_ text: String) -> String {
    let isSimple = text.allSatisfy { $0.isLetter || $0.isNumber || "_.()[]".contains($0) }
    return isSimple ? text : "(\(text))"
  }
}
