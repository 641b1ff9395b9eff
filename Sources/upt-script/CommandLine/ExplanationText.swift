import UptSyntax

/// What `explain` shows.
enum ExplanationText {
  /// All codes with their titles.
  static var list: String {
    let rows = Explanation.all.map { "\($0.code)  \($0.title)\n" }.joined()
    return rows + "\n`\(Version.program) explain CODE` tells more about one of them.\n"
  }

  /// One code in full.
  static func full(_ explanation: Explanation) -> String {
    var parts = ["\(explanation.code): \(explanation.title)", explanation.text]
    if let wrong = explanation.wrong { parts.append(example(wrong, "Wrong")) }
    if let right = explanation.right { parts.append(example(right, "Right")) }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func example(_ example: Explanation.Example, _ title: String) -> String {
    let options = example.options.isEmpty
      ? "" : ", with \(example.options.joined(separator: " "))"
    let lines = example.script.split(separator: "\n", omittingEmptySubsequences: false)
    return title + options + ":\n\n" + lines.map { "    \($0)" }.joined(separator: "\n")
  }
}
