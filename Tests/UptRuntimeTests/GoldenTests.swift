import Foundation
import Testing
import UptRuntime
import UptSyntax

/// Runs every script in `Cases` and compares what it prints, shows and reports with the text
/// behind its `# expect` line. With `UPT_UPDATE=1` in the environment the expectations are
/// rewritten instead; the difference is then to be read before it is committed.
@Suite struct GoldenTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Cases")

  static let cases: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".upt") }.sorted()
  }()

  static let separator = "\n# expect\n"

  @Test func casesExist() { #expect(Self.cases.count >= 40) }

  @Test(arguments: cases)
  func script(_ name: String) throws {
    let file = Self.folder.appendingPathComponent(name)
    let content = try String(contentsOf: file, encoding: .utf8)
    let parts = content.components(separatedBy: Self.separator)
    let script = parts[0] + "\n"
    let actual = try MockHost.transcript(SourceFile(name: name, text: script))
    let lines = actual.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let comment = lines.map { $0.isEmpty ? "#" : "# \($0)" }.joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["UPT_UPDATE"] == "1" {
      try Data((parts[0] + Self.separator + comment).utf8).write(to: file)
      return
    }
    try #require(parts.count == 2, "\(name) has no `# expect` line")
    #expect(comment == parts[1])
  }
}
