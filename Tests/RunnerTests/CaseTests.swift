import Foundation
import Testing

/// Runs the program in every folder of `Cases` and compares what it writes and how it ends.
///
/// A folder may hold `args` (an argument a line, by default `run` and `script.upt`), `stdin` and
/// `script.upt`; what is expected stands in `expected.out`, `expected.err` and `expected.code`, of
/// which missing ones mean nothing written and 0. With `UPT_UPDATE=1` in the environment they are
/// rewritten instead; the difference is then to be read before it is committed. Any further file
/// is there for the script.
@Suite struct CaseTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Cases")

  static let cases: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }()

  @Test func casesExist() { #expect(Self.cases.count >= 25) }

  @Test(arguments: cases)
  func program(_ name: String) throws {
    let folder = Self.folder.appendingPathComponent(name)
    func content(_ name: String) -> Data? {
      try? Data(contentsOf: folder.appendingPathComponent(name))
    }
    func text(_ name: String) -> String { String(decoding: content(name) ?? Data(), as: UTF8.self) }
    var arguments = ["run", "script.upt"]
    if content("args") != nil {
      arguments = text("args").split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        .map(String.init)
    }
    // In a copy: what a script writes must not end up among the cases.
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("case-\(UUID())")
    try FileManager.default.copyItem(at: folder, to: copy)
    defer { try? FileManager.default.removeItem(at: copy) }
    var result = try Executable.run(arguments, input: content("stdin") ?? Data(), in: copy)
    result.errors.replace(/this machine's [0-9.]+ [GMT]B/, with: "this machine's memory")
    if ProcessInfo.processInfo.environment["UPT_UPDATE"] == "1" {
      try update(folder, "expected.out", result.output)
      try update(folder, "expected.err", result.errors)
      try update(folder, "expected.code", result.code == 0 ? "" : "\(result.code)\n")
      return
    }
    let code = text("expected.code").split(separator: "\n").first.flatMap { Int32($0) } ?? 0
    #expect(result.output == text("expected.out"))
    #expect(result.errors == text("expected.err"))
    #expect(result.code == code)
  }

  private func update(_ folder: URL, _ name: String, _ text: String) throws {
    let file = folder.appendingPathComponent(name)
    try? FileManager.default.removeItem(at: file)
    if !text.isEmpty { try Data(text.utf8).write(to: file) }
  }
}
