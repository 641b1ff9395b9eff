import Foundation
import Testing
import UptSyntax

/// The rules of the layout, each as a script before and after: what follows the line
/// `# becomes` in the files of `Format` is the layout of what precedes it. With `UPT_UPDATE=1` in
/// the environment that is rewritten; the difference is then to be read before it is committed.
@Suite struct FormatGoldenTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Format")

  static let cases: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".upt") }.sorted()
  }()

  static let separator = "\n# becomes\n"

  @Test func casesExist() { #expect(Self.cases.count >= 20) }

  @Test(arguments: cases)
  func rule(_ name: String) throws {
    let file = Self.folder.appendingPathComponent(name)
    let parts = try String(contentsOf: file, encoding: .utf8)
      .components(separatedBy: Self.separator)
    let formatted = try #require(Parser.parse(text: parts[0] + "\n", name: name).formatted)
    if ProcessInfo.processInfo.environment["UPT_UPDATE"] == "1" {
      try Data((parts[0] + Self.separator + formatted).utf8).write(to: file)
      return
    }
    try #require(parts.count == 2, "\(name) has no `# becomes` line")
    #expect(formatted == parts[1])
    #expect(Parser.parse(text: formatted, name: name).formatted == formatted)
  }

  @Test(
    "What does not parse has no layout",
    arguments: ["let x", "f(1", "\"open", "}", "# %% [markdown]\n1 + 1"])
  func broken(_ text: String) {
    #expect(Parser.parse(text: text, name: "test").formatted == nil)
  }

  @Test(
    "Line ends and the end of the text",
    arguments: [
      ("", ""), ("\n\n", ""), ("1", "1\n"), ("\n\n1\n\n\n", "1\n"), ("# a\r\n1\r\n", "# a\n1\n"),
      ("# a  \n", "# a\n"),
      ("# %% [markdown]\r\n# a  \r\n# b\r\n", "# %% [markdown]\n# a  \n# b\n"),
      ("\t{ x in\n\t\tx }\n", "{ x in\n  x\n}\n"),
    ])
  func ends(_ text: String, _ formatted: String) {
    #expect(Parser.parse(text: text, name: "test").formatted == formatted)
  }
}
