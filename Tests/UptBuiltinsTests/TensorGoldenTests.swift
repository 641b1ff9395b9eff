import Foundation
import Testing
import UptSyntax

/// Scripts with what they show and report. A file in `TensorCases` holds several, each a headline
/// `== name`, the script, a line `--`, and the expected text. With `UPT_UPDATE=1` in the
/// environment the expected texts are rewritten; the difference is then to be read.
@Suite struct TensorGoldenTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("TensorCases")

  @Test(arguments: ["acceptance", "values", "indexing", "gradients", "errors"])
  func cases(_ name: String) throws {
    let file = Self.folder.appendingPathComponent("\(name).txt")
    var cases = GoldenCase.read(try String(contentsOf: file, encoding: .utf8))
    try #require(!cases.isEmpty)
    for position in cases.indices {
      let actual = TensorSession().transcript(cases[position].script)
      if ProcessInfo.processInfo.environment["UPT_UPDATE"] == "1" {
        cases[position].expected = actual
      } else {
        #expect(actual == cases[position].expected, "\(name): \(cases[position].name)")
      }
    }
    if ProcessInfo.processInfo.environment["UPT_UPDATE"] == "1" {
      try Data(cases.map(\.text).joined(separator: "\n").utf8).write(to: file)
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

/// A script and what it shows.
struct GoldenCase {
  var name: String
  var script: String
  var expected: String

  var text: String { "== \(name)\n\(script)--\n\(expected)" }

  static func read(_ text: String) -> [GoldenCase] {
    ("\n" + text).components(separatedBy: "\n== ").dropFirst().map { part in
      var part = part + "\n"
      while part.hasSuffix("\n\n") { part.removeLast() }
      let headline = part.prefix { $0 != "\n" }
      let rest = part.dropFirst(headline.count + 1)
      let halves = rest.components(separatedBy: "\n--\n")
      return GoldenCase(
        name: String(headline), script: halves[0] + (halves.count > 1 ? "\n" : ""),
        expected: halves.count > 1 ? halves[1] : "")
    }
  }
}

extension TensorSession {
  /// What a script shows when its statements are entered one after the other.
  func transcript(_ script: String) -> String {
    var result = ""
    var pending = ""
    for line in script.split(separator: "\n", omittingEmptySubsequences: false) {
      pending += line + "\n"
      let opened = pending.count { "([{".contains($0) }
      if opened > pending.count(where: { ")]}".contains($0) }) { continue }
      result += run(pending)
      pending = ""
    }
    return result
  }
}
