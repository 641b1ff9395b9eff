import Testing
import UptSession
import UptSyntax

/// Whether what a document shows is what the program does.
///
/// Its blocks of `upt` are one session, run in their order, and have the one layout. The comment
/// behind an expression, or the comment lines below a statement, are what it shows. A block of
/// `upt NAME.upt` is a module that the others may import. In blocks of `console` the lines after
/// `$ upt-script …` are what the command writes, or a conversation. Numbers are compared as
/// ``Tolerance`` says. With `UPT_UPDATE=1` what is shown now is written into the document instead.
enum DocumentCheck {
  static func examples(in document: Document, atLeast least: Int) throws {
    let session = ExampleSession(name: document.name, modules: document.modules)
    var updates: [(range: Range<Int>, lines: [String])] = []
    var compared = 0
    for block in document.blocks where block.language.hasPrefix("upt") {
      var lines = block.lines
      if block.language == "upt" {
        for (example, shown) in try session.show(block).reversed() {
          guard let expected = example.expected else { continue }
          compared += 1
          var tolerance = Tolerance.document
          tolerance.isAccuracy = example.code.contains("accuracy(")
          if tolerance.matches(expected, shown) { continue }
          guard Document.isUpdating else {
            Issue.record("\(document.name): \(example.code) shows \(shown)")
            continue
          }
          lines.replaceSubrange(example.lines, with: example.commented(shown, in: lines))
        }
      }
      let formatted = layout(of: lines)
      if Document.isUpdating {
        let end = block.start + block.lines.count
        if formatted != block.lines { updates.append((block.start..<end, formatted)) }
      } else {
        #expect(formatted == block.lines, "\(document.name):\(block.start + 1)")
      }
    }
    #expect(compared >= least, "\(document.name)")
    try document.write(updates)
  }

  static func commands(in document: Document, atLeast least: Int) throws {
    var updates: [(range: Range<Int>, lines: [String])] = []
    let commands = document.blocks("console").flatMap(DocumentCommand.all)
    #expect(commands.count >= least, "\(document.name)")
    for command in commands {
      guard let shown = try command.shown(), !command.agrees(with: shown) else { continue }
      if Document.isUpdating {
        updates.append((command.expectedLines, shown))
      } else {
        Issue.record("\(document.name): \(command.line)\n\(shown.joined(separator: "\n"))")
      }
    }
    try document.write(updates)
  }

  /// The lines as `fmt` writes them; themselves if they are no script.
  private static func layout(of lines: [String]) -> [String] {
    let text = lines.joined(separator: "\n") + "\n"
    guard let formatted = Parser.parse(text: text, name: "block").formatted else { return lines }
    return formatted.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
  }
}
