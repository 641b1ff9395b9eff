import Foundation
import Testing

@testable import UptTerminal

private final class Recorder: Session {
  var inputs: [String] = []
  var commands: [ReplCommand] {
    [
      ReplCommand("vars", "list the values"),
      ReplCommand("load", "run a script", argument: .file),
      ReplCommand("set", "change an option", argument: .word(of: ["width": "columns", "seed": ""])),
    ]
  }
  func isComplete(_ text: String) -> Completeness { .complete }
  func evaluate(_ text: String, number: Int) { inputs.append("\(number) \(text)") }
  func complete(_ before: String) -> Completions { Completions() }
  func run(command: String, argument: String) { inputs.append(":\(command)(\(argument))") }
}

@Suite struct ReplTests {
  @Test func numbersInputsAndRunsCommands() {
    let editor = ScriptedLineEditor([
      .text("a"), .text("  "), .interrupted, .text(":vars x y"), .text(":nope"), .text("b\nc"),
      .text(":quit"), .text("never"),
    ])
    let session = Recorder()
    var said = ""
    Repl(session: session, editor: editor, write: { said += $0 }).run()
    #expect(session.inputs == ["1 a", ":vars(x y)", "2 b\nc"])
    #expect(editor.prompts == ["1> ", "2> ", "2> ", "2> ", "2> ", "2> ", "3> "])
    #expect(editor.history == ["a", ":vars x y", ":nope", "b\nc", ":quit"])
    #expect(said == "no command ':nope'; :help lists them\n")
  }

  @Test func commandsSayWhatFollowsThem() {
    let repl = Repl(session: Recorder(), editor: ScriptedLineEditor([]), write: { _ in })
    func found(_ text: String) -> [String] { repl.complete(text).candidates.map(\.text) }
    #expect(found(":h") == ["help", "history"])
    #expect(found(":help :va") == ["vars"])
    #expect(found(":set ") == ["seed", "width"])
    #expect(found(":set w") == ["width"])
    #expect(found(":load /dev/nul") == ["null"])
    #expect(found(":vars ") == [])
  }

  @Test func plainLinesAreJoinedUntilComplete() {
    var lines = ["f {", "", "}", "g {"].makeIterator()
    let editor = PlainLineEditor(showsPrompts: false, readOne: { lines.next() }, write: { _ in })
    let rules = InputRules(isComplete: { text in
      text.contains("{") && !text.contains("}") ? .incomplete(indent: 2) : .complete
    })
    #expect(editor.read(prompt: "1> ", rules: rules) == .text("f {\n\n}"))
    #expect(editor.read(prompt: "1> ", rules: rules) == .text("g {"))
    #expect(editor.read(prompt: "1> ", rules: rules) == .endOfInput)
  }

  @Test func movesBetweenLines() {
    let line = EditedLine(before: "abcdef\nxy\nlonger", after: " rest\nab\n")
    #expect(line.distanceUp == -7)  // to the end of "xy"
    #expect(line.distanceDown == 8)  // to the end of "ab"
    #expect(EditedLine(before: "a", after: "b").distanceUp == nil)
    #expect(EditedLine(before: "a", after: "b").distanceDown == nil)
    #expect(EditedLine(before: "  x\n    ", after: "").indent == 4)
  }

  @Test func completionsAreListedInColumns() {
    _ = TerminalLook.current()  // sets the locale, which knows the widths
    let names = ["aa", "価格", "c", "dddd"].map { Completions.Candidate($0) }
    #expect(CompletionList.text(names, columns: 14, rows: 24) == "aa    c   \n価格  dddd")
    let explained = [Completions.Candidate("fit", detail: "train a method on examples")]
    #expect(CompletionList.text(explained, columns: 24, rows: 24) == "fit  train a method ...")
    #expect(Completions(names).commonPrefix == "")
    #expect(Completions([.init("alpha"), .init("alphabet")]).commonPrefix == "alpha")
  }

  @Test func pastedTextIsCleaned() {
    #expect(PastedText.cleaned("a\r\nb\rc\nd\u{1B}[31m\te\n\n") == "a\nb\nc\nd[31m  e")
  }

  @Test func theHistoryFileKeepsWhatItCannotRead() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/history-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = HistoryFile(path: folder + "/deep/history", limit: 3)
    #expect(file.load() == [])
    for text in ["a", "b\nc", "a", "é\u{1B}"] { #expect(file.append(text)) }
    #expect(file.load() == ["b\nc", "a", "é\u{1B}"])

    let foreign = folder + "/foreign"
    try "not json\n\"mine\"\n".write(toFile: foreign, atomically: true, encoding: .utf8)
    #expect(HistoryFile(path: foreign).append("new"))
    #expect(HistoryFile(path: foreign).load() == ["mine", "new"])
    #expect(try String(contentsOfFile: foreign, encoding: .utf8).hasPrefix("not json\n"))

    for index in 0..<10 { #expect(file.append("n\(index)")) }
    #expect(file.load() == ["n7", "n8", "n9"])
    let lines = try String(contentsOfFile: file.path, encoding: .utf8).split(separator: "\n")
    #expect(lines.count <= 6)
    let home = HistoryFile(program: "p", environment: ["HOME": "/h", "XDG_STATE_HOME": "relative"])
    #expect(home.path == "/h/.local/state/p/history")
  }

  @Test func theStatusLineIsDrawnSparingly() {
    var written: [String] = []
    var time = 0.0
    let line = StatusLine(
      isShown: true, interval: 1, write: { written.append($0) }, now: { time })
    line.show { "one" }
    line.show { "skipped" }
    time = 2
    line.show { "two" }
    line.clear()
    line.clear()
    #expect(written == ["\rone\u{1B}[K", "\rtwo\u{1B}[K", "\r\u{1B}[K"])
    let hidden = StatusLine(isShown: false, write: { _ in Issue.record("written") })
    hidden.show { "x" }
    hidden.clear()
  }
}
