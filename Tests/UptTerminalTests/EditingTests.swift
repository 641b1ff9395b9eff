import Foundation
import Testing

/// What a person sees while editing.
@Suite(.serialized) struct EditingTests {
  private func start(
    _ arguments: [String] = [], columns: Int = 40, rows: Int = 12,
    environment: [String: String] = [:]
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      try #require(PseudoTerminal.beside("echo-session")), arguments, columns: columns, rows: rows,
      environment: environment)
    try terminal.wait(toShow: "1>", column: 3)
    return terminal
  }

  private enum Key {
    static let (up, down, right, left) = ("\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D")
    static let (home, end, backspace) = ("\u{1}", "\u{5}", "\u{7F}")
    static let (search, newline, escape) = ("\u{12}", "\u{1B}\r", "\u{1B}")
    static let outside = "\u{18}\u{5}"
  }

  // MARK: Widths

  @Test func wideCharactersAndEmoji() throws {
    let terminal = try start()
    terminal.send("価格 é 🎉x")
    try terminal.wait(toShow: "1> 価格 é 🎉x", column: 13)
    terminal.send(Key.left + Key.backspace)
    try terminal.wait(toShow: "1> 価格 é x", column: 10)
    terminal.send(Key.home + Key.right + Key.backspace)
    try terminal.wait(toShow: "1> 格 é x", column: 3)
    terminal.send("値🎉" + Key.left)
    try terminal.wait(toShow: "1> 値🎉格 é x", column: 5)
    terminal.send("\r")
    try terminal.wait(toShow: "=> 値🎉格 é x\n2>", column: 3)
  }

  @Test func marksTakeNoColumn() throws {
    let terminal = try start()
    terminal.send("e\u{301}x")
    try terminal.wait(toShow: "1> e\u{301}x", column: 5)
    terminal.send(Key.left + "y\r")
    try terminal.wait(toShow: "=> e\u{301}yx\n2>", column: 3)
  }

  @Test func longLinesWrapInAnyWindow() throws {
    let terminal = try start(columns: 10)
    terminal.send("abcdefghij価格kl")
    try terminal.wait(toShow: "1> abcdefg\nhij価格kl", column: 9)
    terminal.send(Key.home + "_")
    try terminal.wait(toShow: "1> _abcdef\nghij価格kl", column: 4, above: 1)
    terminal.send("\r")
    try terminal.wait(toShow: "\n=> _abcdef\nghij価格kl\n2>", column: 3)
  }

  @Test func aVeryLongLine() throws {
    let terminal = try start()
    let text = String(repeating: "word ", count: 10_000)
    terminal.send("\u{1B}[200~" + text + "\u{1B}[201~!")
    terminal.send(Key.home + "<" + Key.end + ">\r")
    try terminal.wait(for: "=> <word word")
    try terminal.wait(for: "word !>\r\n")
  }

  // MARK: Windows

  @Test func resizingDrawsAnew() throws {
    let terminal = try start()
    terminal.send("one two three four five six")
    try terminal.wait(toShow: "1> one two three four five six", column: 30)
    terminal.resize(columns: 20, rows: 12)
    try terminal.wait(toShow: "1> one two three fou\nr five six", column: 10)
    terminal.resize(columns: 60, rows: 12)
    terminal.send(" seven")
    try terminal.wait(toShow: "1> one two three four five six seven", column: 36)
    terminal.send("\r")
    try terminal.wait(toShow: "=> one two three four five six seven\n2>")
  }

  @Test func aStoppedProgramGoesOnWithWhatWasTyped() throws {
    // What no shell has started cannot be stopped.
    let program = try #require(PseudoTerminal.beside("echo-session"))
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "set -m; \"$0\"; echo stopped; fg", program], columns: 40, rows: 12)
    try terminal.wait(toShow: "1>", column: 3)
    terminal.send("kept {\rmore")
    try terminal.wait(toShow: "1> kept {\n  more", column: 6)
    terminal.send("\u{1A}")
    try terminal.wait(for: "stopped")
    try terminal.wait(toShow: "1> kept {\n  more", column: 6)
    terminal.send(" }\r")
    try terminal.wait(toShow: "=> kept {|  more }\n2>")
  }

  @Test func closingTheWindowEndsTheProgramAndKeepsTheHistory() throws {
    let history = FileManager.default.temporaryDirectory.path + "/history-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: history) }
    let terminal = try start([history])
    terminal.send("kept\r")
    try terminal.wait(toShow: "=> kept\n2>")
    terminal.send("lost")
    try terminal.wait(toShow: "2> lost")
    terminal.hangUp()
    #expect(try terminal.exitStatus() & 0x7F == SIGHUP)
    #expect(try String(contentsOfFile: history, encoding: .utf8) == "\"kept\"\n")
  }

  // MARK: History

  @Test func upRecallsWhatBeginsWithTheText() throws {
    let terminal = try start()
    for (number, text) in ["let a = 1", "print(a)", "let b = 2"].enumerated() {
      terminal.send(text + "\r")
      try terminal.wait(toShow: "=> \(text)\n\(number + 2)>")
    }
    terminal.send("let" + Key.up)
    try terminal.wait(toShow: "4> let b = 2", column: 12)
    terminal.send(Key.up)
    try terminal.wait(toShow: "4> let a = 1", column: 12)
    terminal.send(Key.down + Key.down)
    try terminal.wait(toShow: "4> let", column: 6)
    terminal.send("\u{15}" + Key.up + Key.up)
    try terminal.wait(toShow: "4> print(a)", column: 11)
  }

  @Test func upGoesOnFromWhatASearchFound() throws {
    let terminal = try start()
    for (number, text) in ["first", "second", "third"].enumerated() {
      terminal.send(text + "\r")
      try terminal.wait(toShow: "=> \(text)\n\(number + 2)>")
    }
    terminal.send(Key.search + "sec")
    try terminal.wait(toShow: "4> second\nbck:sec")
    terminal.send(Key.end)
    try terminal.wait(toShow: "4> second", column: 9)
    terminal.send(Key.up)
    try terminal.wait(toShow: "4> first", column: 8)
    terminal.send(Key.down + Key.down)
    try terminal.wait(toShow: "4> third", column: 8)
  }

  @Test func entriesOfSeveralLinesComeBackWhole() throws {
    let terminal = try start()
    terminal.send("if a {\rb\r}\r")
    try terminal.wait(toShow: "=> if a {|  b|}\n2>")
    terminal.send("short\r")
    try terminal.wait(toShow: "=> short\n3>")
    terminal.send(Key.up + Key.up)
    try terminal.wait(toShow: "3> if a {\n  b\n}", column: 1)
    // Up through its lines first, then to what was before; Down to what was after.
    terminal.send(Key.down)
    try terminal.wait(toShow: "=> short\n3> short", column: 8)
  }

  @Test func whatBeginsWithASpaceIsNotKept() throws {
    let terminal = try start()
    terminal.send("open\r")
    try terminal.wait(toShow: "=> open\n2>")
    terminal.send(" secret\r")
    try terminal.wait(toShow: "=>  secret\n3>")
    terminal.send(Key.up)
    try terminal.wait(toShow: "3> open")
    terminal.send("\u{15}:history\r")
    try terminal.wait(toShow: "3> :history\n1  open\n2  :history\n3>")
  }

  @Test func aHistoryThatCannotBeWrittenIsToldOnce() throws {
    let terminal = try start(["/dev/null/history"], columns: 100)
    terminal.send("one\r")
    try terminal.wait(for: "the history cannot be written to /dev/null/history")
    try terminal.wait(toShow: "=> one\n2>")
    terminal.send("two\r")
    try terminal.wait(toShow: "2> two\n=> two\n3>")
  }

  // MARK: Completion

  @Test func listsAfterTheCommonPart() throws {
    let terminal = try start()
    terminal.send("x al\t\t")
    try terminal.wait(
      toShow: "1> x alpha\nalpha     alphabet\n1> x alpha", column: 10)
    terminal.send("\u{15}:h\t\t")
    try terminal.wait(
      toShow: """
        1> :h
        help     show the commands
        history  show the latest inputs, or ...
        1> :h
        """, column: 5)
  }

  // MARK: The user's own editor

  @Test func theEditorChangesTheInput() throws {
    let terminal = try start(environment: ["EDITOR": "sed -i s/old/new/"])
    terminal.send("if old {\rold" + Key.outside)
    try terminal.wait(toShow: "1> if old {\n  old\n1> if new {\n  new", column: 5)
    terminal.send(" }\r")
    try terminal.wait(toShow: "=> if new {|  new }\n2>")
  }

  @Test func withoutAnEditorThereIsAWord() throws {
    let terminal = try start(columns: 80)
    terminal.send("text" + Key.outside)
    try terminal.wait(
      toShow: """
        1> text
        no editor is set; EDITOR=nano in the environment would set one
        1> text
        """, column: 7)
    let failing = try start(columns: 80, environment: ["VISUAL": "false"])
    failing.send("text" + Key.outside)
    try failing.wait(toShow: "`false` failed; the input is as it was\n1> text", column: 7)
  }

  // MARK: Settings

  /// A file of settings in a home of its own.
  private func start(settings: String) throws -> PseudoTerminal {
    let file = FileManager.default.temporaryDirectory.path + "/editrc-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try settings.write(toFile: file, atomically: true, encoding: .utf8)
    return try start(environment: ["EDITRC": file])
  }

  @Test func viKeys() throws {
    let terminal = try start(settings: "bind -v\n")
    terminal.send("first {\r\tx }\r")
    try terminal.wait(toShow: "=> first {|    x }\n2>")
    terminal.send("x alphax" + Key.escape)
    try terminal.wait(toShow: "2> x alphax", column: 10)
    terminal.send("x0")
    try terminal.wait(toShow: "2> x alpha", column: 3)
    terminal.send("A\t\t")
    try terminal.wait(toShow: "alpha     alphabet\n2> x alpha", column: 10)
    terminal.send("b\t" + Key.escape)
    try terminal.wait(toShow: "2> x alphabet", column: 12)
    terminal.send("\r")
    try terminal.wait(toShow: "=> x alphabet\n3>")
    terminal.send(Key.escape + "k")
    try terminal.wait(toShow: "3> x alphabet")
    terminal.send(Key.up + "i\u{1B}[200~two\rlines\u{1B}[201~")
    try terminal.wait(toShow: "3> first {\n    x two\nlines}", column: 5)
  }

  @Test func ownBindingsHoldOverTheUsers() throws {
    let terminal = try start(
      settings: """
        bind ^M ed-insert
        bind ^A ed-delete-prev-char
        bind ^G ed-kill-line

        """)
    terminal.send("ab" + Key.home + "x")
    try terminal.wait(toShow: "1> xab", column: 4)
    terminal.send("\u{7}\r")
    try terminal.wait(toShow: "=> x\n2>")
  }

  @Test func editingCanBeSwitchedOff() throws {
    let terminal = try start(settings: "edit off\n")
    terminal.send("plain\r")
    try terminal.wait(toShow: "1> plain\n=> plain\n2>")
  }

  // MARK: Lesser terminals

  @Test func localesThatAreNotUTF8() throws {
    let terminal = try start(columns: 100, environment: ["LC_ALL": "C"])
    try terminal.wait(
      toShow: """
        the locale is not UTF-8, but texts are read and written so; LC_ALL=C.UTF-8 says the same
        1>
        """)
    terminal.send("é\r")
    try terminal.wait(toShow: "=> é\n2>")
  }

  @Test func unknownTerminals() throws {
    let terminal = try start(columns: 100, environment: ["TERM": "no-such-terminal"])
    #expect(terminal.screen.text.contains("no-such-terminal"))
    terminal.send("plain\r")
    try terminal.wait(toShow: "=> plain\n2>")
  }

  @Test func noColorMeansNone() throws {
    let colored = try start()
    colored.send("\r")
    #expect(try colored.wait(for: "1>").contains("\u{1B}[1;36m"))
    let plain = try start(environment: ["NO_COLOR": "1"])
    plain.send("\r")
    #expect(try !plain.wait(for: "1>").contains("36m"))
  }
}
