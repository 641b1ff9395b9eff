import Foundation
import Testing

/// The scripts of `Scripts/` that experiment, run whole with the smallest settings: they end without
/// an error or a warning, and give what is recorded beside them.
@Suite struct ScriptTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Scripts")

  static let recorded: [String] = {
    let names = ["", "paper/"].flatMap { part in
      let place = folder.appendingPathComponent(part).path
      return ((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []).map { part + $0 }
    }
    return names.filter { $0.hasSuffix(".upt.out") }.map { String($0.dropLast(4)) }.sorted()
  }()

  @Test func scriptsAreRecorded() {
    #expect(Self.recorded.count >= 12)
    #expect(Self.recorded.contains("paper/few-shot.upt"))
  }

  @Test(arguments: recorded)
  func givesWhatIsRecorded(_ script: String) throws {
    let result = try Executable.run(["test", script], in: Self.folder)
    #expect(result.errors == "")
    #expect(result.code == 0, "\(result.output)")
  }
}
