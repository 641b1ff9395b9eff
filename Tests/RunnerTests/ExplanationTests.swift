import Foundation
import Testing
import UptSyntax
import UptTensor

/// Every code that the program can show is explained, and every explanation is true.
@Suite struct ExplanationTests {
  /// The codes that stand between quotes in the sources, but for the explanations themselves.
  static let used: Set<String> = {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources").standardized
    let files = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String }
    var codes: Set<String> = []
    for file in files ?? [] where file.hasSuffix(".swift") && !file.contains("/Explanations/") {
      let path = sources.appendingPathComponent(file)
      guard let text = try? String(contentsOf: path, encoding: .utf8) else { continue }
      codes.formUnion(text.matches(of: /"([EW]0\d{3})"/).map { String($0.output.1) })
    }
    return codes
  }()

  @Test func theExplainedCodesAreTheUsedOnes() {
    #expect(Set(Explanation.all.map(\.code)) == Self.used)
    let codes = Explanation.all.map(\.code)
    #expect(codes == codes.sorted())
    #expect(Set(codes).count == codes.count)
  }

  @Test(arguments: Explanation.all.filter { $0.wrong == nil }.map(\.code))
  func onlyForeignFailuresHaveNoExample(_ code: String) { #expect(code == "E0801") }

  @Test(arguments: Explanation.all.filter { $0.wrong != nil }.map(\.code))
  func examples(_ code: String) throws {
    let explanation = try #require(Explanation.of(code))
    let wrong = try #require(explanation.wrong)
    let right = try #require(explanation.right)
    #expect(try Self.codes(wrong, interrupted: code == "E0702") == [code])
    #expect(try Self.codes(right) == [])
  }

  /// The codes that a script is reported with. It is called `script.upt`, and a script that it may
  /// import lies beside it.
  private static func codes(
    _ example: Explanation.Example, interrupted: Bool = false
  ) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("example-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in [("script.upt", example.script), ("my-methods.upt", "let rate = 0.1\n")] {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    let result = try Executable.run(
      ["run", "script.upt", "--diagnostics", "json"] + example.options, in: folder
    ) {
      guard interrupted else { return }
      usleep(500_000)
      $0.interrupt()
    }
    return try result.errors.split(separator: "\n").compactMap {
      try JSONValue(parsing: Array($0.utf8))["code"]?.string
    }
  }
}
