import Foundation
import FuzzTargets
import Testing
import UptSyntax

/// What the fuzzer found stays mended, and its dictionary knows every token.
@Suite struct ReplayTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func corpus(_ target: String) -> [String] {
    let folder = folder.appendingPathComponent("Corpus/\(target)")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().compactMap {
      (try? Data(contentsOf: folder.appendingPathComponent($0))).map {
        String(decoding: $0, as: UTF8.self)
      }
    }
  }

  @Test func corporaExist() {
    #expect(Self.corpus("syntax").count >= 10)
    #expect(Self.corpus("evaluate").count >= 3)
  }

  @Test(arguments: corpus("syntax"))
  func syntax(_ text: String) { #expect(complaintAboutParsing(text) == nil) }

  @Test(arguments: corpus("evaluate"))
  func evaluate(_ text: String) { #expect(complaintAboutRunning(text) == nil) }

  /// With `UPT_UPDATE=1` in the environment the dictionary is written instead.
  @Test func dictionary() throws {
    let tokens = Keyword.allCases.map(\.rawValue) + Symbol.allCases.map(\.rawValue)
      + ["\"\"\"", "\\(", "\\u{", "# %%", "[markdown]", "[parameters]", "0x", "\n"]
    let entries = tokens.map { token in
      let escaped = token.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        .replacing("\n", with: "\\x0a")
      return "\"\(escaped)\"\n"
    }
    let file = Self.folder.appendingPathComponent("upt.dict")
    if ProcessInfo.processInfo.environment["UPT_UPDATE"] == "1" {
      try Data(entries.joined().utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == entries.joined())
  }
}
