import Foundation
import Testing
import UptSyntax

/// What the README shows is what the program does.
///
/// Blocks of `upt` and `console` are what ``DocumentCheck`` says. Blocks of `text` after a comment
/// `<!-- output of: … -->` take too long to be run here; their commands have to exist.
@Suite(.serialized) struct ReadmeTests {
  @Test func examples() throws { try DocumentCheck.examples(in: .readme(), atLeast: 10) }

  @Test func commands() throws { try DocumentCheck.commands(in: .readme(), atLeast: 3) }

  /// Commands that take too long for a test must still be right: scripts and parameters exist.
  @Test func longCommandsExist() throws {
    let readme = try Document.readme()
    let slow = readme.blocks.compactMap { block -> String? in
      guard block.language == "text" else { return nil }
      return block.introduction.firstMatch(of: /^<!-- output of: (.+) -->$/).map {
        String($0.output.1)
      }
    }
    #expect(slow.count >= 4)
    let command = /upt-script (run [^`#│]+?)(?=`| #| {2}| -->)/
    let mentioned = readme.flowing.matches(of: command).map { String($0.output.1) }
    #expect(mentioned.count >= 4)
    for line in slow.map({ $0.replacing("upt-script ", with: "") }) + mentioned {
      let words = Program.words(line)
      guard words.first == "run", words.count > 1, words[1].hasPrefix("Scripts/") else { continue }
      let file = Document.root.appendingPathComponent(words[1])
      let text = try String(contentsOf: file, encoding: .utf8)
      let session = ExampleSession(modules: try modules(beside: file))
      let parameters = zip(words, words.dropFirst()).filter { $0.0 == "--set" }.map { pair in
        let parts = pair.1.split(separator: "=", maxSplits: 1).map(String.init)
        return (name: parts.first ?? "", text: parts.last ?? "")
      }
      let found = session.check(SourceFile(name: words[1], text: text), parameters: parameters)
      #expect(found.isEmpty, "\(line): \(found.map { DiagnosticRenderer().render($0) })")
    }
  }

  /// The scripts that one may import, as they lie in its folder, by their names.
  private func modules(beside script: URL) throws -> [String: String] {
    let folder = script.deletingLastPathComponent()
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".upt") }
    return Dictionary(
      uniqueKeysWithValues: try names.map {
        ($0, try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8))
      })
  }

  /// Every file that the README names is there, and what is called is executable.
  @Test func filesExist() throws {
    let text = try Document.readme().flowing
    let paths = Set(
      text.matches(of: /(?:Sources|Tests|Scripts|Grammar)\/[\w\/.+-]*\w/).map { String($0.output) })
    #expect(paths.isSuperset(of: ["Scripts/demo", "Scripts/test", "Scripts/bench"]))
    for path in paths.sorted() {
      let url = Document.root.appendingPathComponent(path)
      var isFolder: ObjCBool = false
      #expect(FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), "\(path)")
      if path.hasPrefix("Scripts/"), !isFolder.boolValue, url.pathExtension.isEmpty {
        #expect(FileManager.default.isExecutableFile(atPath: url.path), "\(path)")
      }
    }
  }

  /// Each layer has its notes.
  @Test func everyTargetHasNotes() throws {
    let sources = Document.root.appendingPathComponent("Sources")
    for name in try FileManager.default.contentsOfDirectory(atPath: sources.path)
    where name != "CEdit" && !name.hasPrefix(".") {
      let notes = sources.appendingPathComponent(name).appendingPathComponent("README.md")
      let text = try? String(contentsOf: notes, encoding: .utf8)
      #expect(text?.lowercased().contains("refuse") == true, "\(name)")
    }
  }

  @Test func everyScriptIsFreeOfDiagnostics() throws {
    let session = ExampleSession()
    let folder = Document.root.appendingPathComponent("Scripts")
    let scripts = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".upt") }
    #expect(scripts.count >= 4)
    for name in scripts {
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      let found = session.check(SourceFile(name: name, text: text), parameters: [])
      #expect(found.isEmpty, "\(found.map { DiagnosticRenderer().render($0) })")
    }
  }

  /// The main job from outside, with a smaller grid than its own.
  @Test func theAblationRunsToItsEnd() throws {
    let file = Document.root.appendingPathComponent("Scripts/ablation.upt")
    let grid = "shots: [1, 2, 4], seed: 1...3"
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.contains(grid))
    let smaller = text.replacing(grid, with: "shots: [1, 2], seed: 1...2")
    let result = try Program.run(
      ["run", "-", "--set", "epochs=1", "--set", "shots=1"], input: smaller)
    #expect(result.code == 0, "\(result.output)")
    #expect(result.output.hasPrefix("zero-shot: "))
    #expect(result.output.contains("parameters)\n\naccuracy by shots, mean over seed\n"))
    #expect(result.lines.last == "mean and 95% interval over seed")
  }
}
