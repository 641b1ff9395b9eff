import Foundation
import Testing
import UptSyntax

/// Scripts of tensors with what they show and report.
@Suite struct TensorGoldenTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("TensorCases")

  @Test(arguments: [
    "acceptance", "values", "indexing", "gradients", "gradcheck", "library", "errors",
  ])
  func cases(_ name: String) throws {
    try GoldenCase.check(Self.folder.appendingPathComponent("\(name).txt")) {
      TensorSession(and: BrokenDerivatives.builtins).transcript($0)
    }
  }

  /// The acceptance script as one program; its last line is the error of a gradient.
  @Test func acceptanceScriptAsAWhole() throws {
    let file = Self.folder.appendingPathComponent("acceptance.txt")
    let cases = GoldenCase.read(try String(contentsOf: file, encoding: .utf8))
    let shown = TensorSession().show(try #require(cases.first).script)
    let last = try #require(shown.split(separator: "\n").last)
    #expect(try #require(Double(last)) < 1e-3)
  }
}

extension TensorSession {
  /// What a script shows when its statements are entered one after the other.
  func transcript(_ script: String) -> String {
    GoldenCase.statements(script).map { run($0) }.joined()
  }
}
