import Foundation
import Testing
import UptSyntax

/// The language reference: chapters whose examples are run, and pages that the program writes from
/// its own documentation. With `UPT_UPDATE=1` both are brought up to date.
@Suite(.serialized) struct ReferenceTests {
  @Test func thereAreChapters() throws { #expect(try Document.chapters().count >= 10) }

  @Test(arguments: try Document.chapters().map(\.name))
  func chapter(_ name: String) throws {
    func chapter() throws -> Document {
      try Document(Document.reference.appendingPathComponent(name))
    }
    try DocumentCheck.examples(in: chapter(), atLeast: 0)
    try DocumentCheck.commands(in: chapter(), atLeast: 0)
  }

  /// The generated pages are what the program writes.
  @Test(arguments: ["functions", "members", "diagnostics"])
  func page(_ name: String) throws {
    let file = Document.reference.appendingPathComponent(name + ".md")
    let written = try Program.run(["reference", name])
    #expect(written.code == 0, "\(written.output)")
    if Document.isUpdating {
      try Data(written.output.utf8).write(to: file)
    } else {
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(text == written.output, "\(name).md: UPT_UPDATE=1 writes it anew")
    }
  }

  /// The last chapter has every keyword, and every operator between values.
  @Test func tablesAreComplete() throws {
    let chapter = try Document(Document.reference.appendingPathComponent("11-tables.md"))
    let words = chapter.blocks("text").flatMap(\.lines).joined(separator: " ").split(separator: " ")
    #expect(words.map(String.init) == Keyword.allCases.map(\.rawValue))
    let operators = chapter.lines.filter { $0.hasPrefix("| `") }.joined().split { " `|".contains($0) }
    for symbol in BinaryOperator.allCases { #expect(operators.contains { $0 == symbol.rawValue }) }
  }

  /// The README of the reference leads to every file of it.
  @Test func contents() throws {
    let text = try Document(Document.reference.appendingPathComponent("README.md")).flowing
    for name in try FileManager.default.contentsOfDirectory(atPath: Document.reference.path)
    where name != "README.md" {
      #expect(text.contains("](\(name))"), "\(name)")
    }
  }
}
