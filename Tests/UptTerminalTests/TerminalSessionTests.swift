import Foundation
import Testing

/// The real editor in a real terminal, key by key.
@Suite(.serialized) struct TerminalSessionTests {
  // What the editor sends between an input's last line and what comes of it.
  private let pasteOff = "\u{1B}[?2004l"

  private func start(_ arguments: [String] = [], term: String = "xterm") throws -> PseudoTerminal {
    return try PseudoTerminal(
      try #require(PseudoTerminal.beside("echo-session")), arguments, term: term)
  }

  @Test func evaluatesAndLeaves() throws {
    let terminal = try start()
    try terminal.wait(for: "1>")
    terminal.send("let x = 1\r")
    try terminal.wait(for: "\r\n\(pasteOff)=> let x = 1\r\n")
    try terminal.wait(for: "2>")
    terminal.send("naïve 価格 🎉\r")
    try terminal.wait(for: "\r\n\(pasteOff)=> naïve 価格 🎉\r\n")
    // An empty line is neither an input nor the end.
    try terminal.wait(for: "3>")
    terminal.send("\r")
    try terminal.wait(for: "3>")
    terminal.send("\u{4}")
    try terminal.wait(for: "bye")
    #expect(try terminal.exitStatus() == 0)
  }

  @Test func continuesWhatIsOpen() throws {
    let terminal = try start()
    try terminal.wait(for: "1>")
    terminal.send("if a {\rb\r}\r")
    // The brace took the indentation of its line back.
    try terminal.wait(for: "\r\n\(pasteOff)=> if a {|  b|}\r\n")
    try terminal.wait(for: "2>")
    // An empty line gives up waiting for more.
    terminal.send("open {\r\r")
    try terminal.wait(for: "\r\n\(pasteOff)=> open {|  \r\n")
    try terminal.wait(for: "3>")
    // Up within the lines, then Enter away from the last line only breaks the line.
    terminal.send("one {\rtwo\u{1B}[A\u{5}\rmid\u{1B}[B\u{5} }\r")
    try terminal.wait(for: "\r\n\(pasteOff)=> one {|mid|  two }\r\n")
    try terminal.wait(for: "4>")
    terminal.send("a\u{1B}\rb\r")
    try terminal.wait(for: "\r\n\(pasteOff)=> a|b\r\n")
  }

  @Test func controlCGivesUpTheLineOnly() throws {
    let terminal = try start()
    try terminal.wait(for: "1>")
    terminal.send("abc")
    try terminal.wait(for: "abc")
    terminal.send("\u{3}")
    try terminal.wait(for: "^C")
    try terminal.wait(for: "1>")
    terminal.send("def\r")
    try terminal.wait(for: "\r\n\(pasteOff)=> def\r\n")
    // In the middle of a history search, where libedit answers as if the input had ended.
    try terminal.wait(for: "2>")
    terminal.send("\u{12}de")
    try terminal.wait(for: "bck:")
    try terminal.wait(for: "def")
    usleep(100_000)
    terminal.send("\u{3}")
    try terminal.wait(for: "^C")
    try terminal.wait(for: "2>")
    terminal.send("spin\r")
    try terminal.wait(for: "spinning\r\n")
    terminal.send("\u{3}")
    try terminal.wait(for: "stopped")
    try terminal.wait(for: "3>")
  }

  @Test func pastesWithoutRunningLineByLine() throws {
    let terminal = try start()
    try terminal.wait(for: "1>")
    terminal.send("\u{1B}[200~first\rsecond\u{7} {\n\tthird\u{1B}[201~")
    terminal.send(" }\r")
    try terminal.wait(for: "\r\n\(pasteOff)=> first|second {|  third }\r\n")
  }

  @Test func completes() throws {
    let terminal = try start()
    try terminal.wait(for: "1>")
    terminal.send("x al\t")
    try terminal.wait(for: "pha")
    terminal.send("\t\t")
    try terminal.wait(for: "alpha     alphabet")
    terminal.send("b\t\r")
    try terminal.wait(for: "\r\n\(pasteOff)=> x alphabet\r\n")
    try terminal.wait(for: "2>")
    terminal.send(":q\t\r")
    try terminal.wait(for: "bye")
  }

  @Test func remembersAcrossSessions() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/echo-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/history"
    let first = try start([path])
    try first.wait(for: "1>")
    first.send("if a {\rb }\r")
    try first.wait(for: "\r\n\(pasteOff)=> if a {|  b }\r\n")
    try first.wait(for: "2>")
    first.send("later\r")
    try first.wait(for: "\r\n\(pasteOff)=> later\r\n")
    try first.wait(for: "3>")
    first.send("\u{4}")
    #expect(try first.exitStatus() == 0)

    let second = try start([path])
    try second.wait(for: "1>")
    // The second Up leaves the one-line entry, and brings the other back as a whole.
    second.send("\u{1B}[A\u{1B}[A\r")
    try second.wait(for: "\r\n\(pasteOff)=> if a {|  b }\r\n")
  }

  @Test func sessionsSideBySideShareTheHistory() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/echo-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/history"
    let (first, second) = (try start([path]), try start([path]))
    for (terminal, text) in [(first, "one"), (second, "two"), (first, "three"), (second, "one")] {
      terminal.send(text + "\r")
      try terminal.wait(for: "=> \(text)\r\n")
    }
    let third = try start([path])
    try third.wait(for: "1>")
    third.send(":history\r")
    try third.wait(for: "1  two\r\n2  three\r\n3  one\r\n4  :history\r\n")
    try third.wait(for: "1>")
    third.send(":history 1\r")
    try third.wait(for: "\r\n\(pasteOff)5  :history 1\r\n")
    try third.wait(for: "1>")
    third.send(":history thr\r")
    try third.wait(for: "\r\n\(pasteOff)2  three\r\n")
  }

  @Test func resizingKeepsTheLine() throws {
    let terminal = try start()
    try terminal.wait(for: "1>")
    terminal.send("kept")
    try terminal.wait(for: "kept")
    terminal.resize(columns: 60, rows: 20)
    terminal.send(" too\r")
    try terminal.wait(for: "\r\n\(pasteOff)=> kept too\r\n")
  }

  @Test func dumbTerminalsWork() throws {
    let terminal = try start(term: "dumb")
    try terminal.wait(for: "1>")
    terminal.send("plain\r")
    try terminal.wait(for: "\r\n=> plain\r\n")
  }
}
