@testable import UptSyntax

/// What the parser and the grammar say of a text.
enum Verdict {
  /// What the head of the grammar lists as beyond its rules: sizes, and labels that differ.
  private static let beyondGrammar: Set = ["E0103", "E0104", "E0109", "E0110", "E0116"]

  static func isBeyondGrammar(_ diagnostic: Diagnostic) -> Bool {
    beyondGrammar.contains(diagnostic.code)
  }

  static func diagnostics(of text: String) -> [Diagnostic] {
    Parser.parse(text: text, name: "text").diagnostics
  }

  /// What the two disagree about; nil if they agree, or if the text is refused for a reason that is
  /// not the grammar's.
  static func disagreement(about text: String) -> String? {
    let diagnostics = diagnostics(of: text)
    guard !diagnostics.contains(where: isBeyondGrammar),
      let units = GrammarUnit.units(of: SourceFile(name: "text", text: text))
    else { return nil }
    let isDerivable = Recogniser(units).accepts()
    if isDerivable == diagnostics.isEmpty { return nil }
    let reason = diagnostics.first.map { DiagnosticRenderer().render($0) }
    return "\(reason ?? "accepted, but it cannot be derived")\n\(text)"
  }
}
