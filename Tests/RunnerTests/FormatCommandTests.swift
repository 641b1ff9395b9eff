import Foundation
import Testing

/// What `fmt` does to files; what it writes and how it ends is among the cases.
@Suite struct FormatCommandTests {
  @Test func rewritesWhatIsNotAsItShouldBe() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fmt-\(UUID())")
    let inner = folder.appendingPathComponent("inner")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func file(_ name: String) -> URL { folder.appendingPathComponent(name) }
    func text(_ name: String) throws -> String {
      try String(contentsOf: file(name), encoding: .utf8)
    }
    try Data("let a=1\n".utf8).write(to: file("odd.upt"))
    try Data("let a=(\n".utf8).write(to: file("broken.upt"))
    try Data("f( 1 )\n".utf8).write(to: file("inner/deep.upt"))
    try Data("f( 1 )\n".utf8).write(to: file("notes.txt"))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o750], ofItemAtPath: file("odd.upt").path)
    try FileManager.default.createSymbolicLink(
      atPath: file("link.upt").path, withDestinationPath: "inner/deep.upt")

    let result = try Executable.run(["fmt", "."], in: folder)
    #expect(result.code == 1)
    #expect(result.errors.contains("broken.upt:1:8"))
    #expect(try text("odd.upt") == "let a = 1\n")
    #expect(try text("broken.upt") == "let a=(\n")
    #expect(try text("link.upt") == "f(1)\n")
    #expect(try text("notes.txt") == "f( 1 )\n")
    let mode = try FileManager.default.attributesOfItem(atPath: file("odd.upt").path)
    #expect(mode[.posixPermissions] as? Int == 0o750)
    let link = try FileManager.default.destinationOfSymbolicLink(atPath: file("link.upt").path)
    #expect(link == "inner/deep.upt")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.sorted() == ["broken.upt", "inner", "link.upt", "notes.txt", "odd.upt"])
  }
}
