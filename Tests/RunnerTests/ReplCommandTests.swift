import Foundation
import Testing

@testable import upt_script

/// What the commands of a conversation say.
@Suite struct ReplCommandTests {
  private static let functions = [
    """
    # Squares.
    func slow(n) {
      var s = 0
      for i in 0..<n {
        s = s + i * i
      }
      return s
    }
    """
  ]

  @Test(arguments: [
    (":help save", "save(path, value)", ":save FILE.upt is a command, too: :help :save"),
    (":help time", ":time EXPR\n\nrun an expression", ""),
    (":help :time", ":time EXPR\n\nrun an expression and show how long it took", ""),
    (":help vars", ":vars [NAME...]", ""),
    (":help slow", "slow(n)", "Squares."),
    (":slow?", "no command ':slow?'", ""),
    ("slow?", "slow(n)", "Squares."),
    (":type ones([2, 3]) @ ones([3, 4])", "tensor [2, 4]", ""),
    (":type slow", "function", ""),
    (
      ":plan fit(text_prompt(encoder(\"demo\")), dataset(\"demo/textures\").fewshot(1))",
      "fit text", "in all"
    ),
    (":plan 1 + 2", "nothing would be trained or encoded", ""),
    (":type slow(3)", "this cannot be told without running it", ""),
    (":type (a: 1, b: \"x\")", "(a: int, b: string)", ""),
    (":type nowhere", "error[E0201]: `nowhere` is not defined", "type:1:1"),
    (":type", "it is called as :type EXPR", ""),
    (":time slow(10)", "285\n", "s"),
    (":tiem 1", "no command ':tiem'; did you mean ':time'?", ""),
    (":bench slow(10)", " measurements between ", ""),
    (":bench 1 / 0", "error[E0601]", "measured:1:"),
    (":profile slow(100)", "input 1:5   s = s + i * i", "looking at 205 values took "),
    (":set seed 7", "seed = 7", ""),
    (":set seed x", "seed takes a whole number of at least 0, not 'x'", ""),
    (":set keep 100MB", "keep = 100 MB", ""),
    (":set keep much", "keep takes a size such as 100MB, not 'much'", ""),
    (":set timeout 90s", "timeout = 90s", ""),
    (":set timeout none", "timeout = none", ""),
    (":set max-memory 2GB", "max-memory = 2GB", ""),
    (":set width 60", "width = 60", ""),
    (":set width 3", "width takes a whole number in 16...1000 or auto", ""),
    (":set color sometimes", "color takes one of auto, always, never, not 'sometimes'", ""),
    (":set sed 1", "there is no option 'sed'; did you mean `seed`?", ""),
    (":set", "how much memory outputs may keep beside names", "seed"),
    (":load /nowhere/x.upt", "E0802", ""),
    (":reload", "no script was loaded yet; :load FILE does", ""),
    (":help :tiem", "there is no command :tiem; did you mean `:time`?", ""),
    (":reset", "nothing has a name any more", ""),
    (":why", "it is called as :why NAME", ""),
    (":why fit", "`fit` was there from the start", ""),
    (":why nowhere", "nothing is called `nowhere`", ""),
  ])
  func answers(_ command: String, _ one: String, _ other: String) {
    let answer = Conversation(Self.functions + [command]).answer(to: command)
    #expect(answer.contains(one) || one.isEmpty, "\(answer)")
    #expect(answer.contains(other) || other.isEmpty, "\(answer)")
  }

  @Test func `names are listed with their memory`() {
    let talk = Conversation([
      ":vars", "let a = ones([100, 10])", "let b = [a, a]", "a.shape", ":vars", ":vars b nope",
    ])
    #expect(talk.answer(to: ":vars") == "nothing has a name yet")
    let list = talk.text.components(separatedBy: ":vars\n").last ?? ""
    let rows = list.split(separator: "\n").map(String.init)
    #expect(rows.first?.contains("name  type    shape") == true, "\(list)")
    #expect(
      rows.contains { $0.hasPrefix("a     tensor  [100, 10]                4.2 kB  4.2 kB  ") },
      "\(list)")
    #expect(rows.contains { $0.hasPrefix("b     list    of 2 × tensor [100, 10]") }, "\(list)")
    #expect(list.contains("4.4 kB in all"), "\(list)")
    #expect(list.contains("`nope` is not a name of this session"))
  }

  @Test func `a gradient's graph counts`() {
    // Inside of a gradient, what is computed keeps what it was computed from.
    let talk = Conversation([
      "var kept = []", "let g = grad({ x in\n  let y = exp(x)\n  kept = [y]\n  y.sum()\n})",
      "let d = g(ones([1000]))", ":vars kept d",
    ])
    let rows = talk.answer(to: ":vars kept d").split(separator: "\n")
    #expect(rows.contains { $0.hasPrefix("kept") && $0.contains("8.5 kB") }, "\(talk.text)")
    #expect(rows.contains { $0.hasPrefix("d") && $0.contains("4.2 kB") }, "\(talk.text)")
  }

  @Test func `measuring leaves nothing behind`() {
    let talk = Conversation([
      "var n = 0", "func step() { n = n + 1\n  return n }", ":bench step()", "n", ":time step()",
      "n", ":bench normal([2])", "normal([2])",
    ])
    let answers = talk.text.components(separatedBy: "> n\n").map { $0.prefix(6) }
    #expect(answers.dropFirst() == ["_3 = 0", "_4 = 1"])
    let drawn = Conversation(["normal([2])"]).answer(to: "normal([2])")
    #expect(talk.text.hasSuffix(drawn.dropFirst(4) + "\n"))
  }

  @Test func `a script that is loaded keeps what ran before its error`() throws {
    let file = FileManager.default.temporaryDirectory.path + "/load-\(UUID().uuidString).upt"
    defer { try? FileManager.default.removeItem(atPath: file) }
    let cells = ["# %% One\nlet one = 1", "# %% Two\none + 1", "# %% Three\nread_text(\"/no/x\")"]
    try cells.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
    let talk = Conversation(["let mine = 5", ":load \(file)", "one + mine", ":why one"])
    #expect(talk.answer(to: ":load \(file)").hasPrefix("2\nerror[E0802]"))
    #expect(talk.answer(to: "one + mine") == "_2 = 6")
    #expect(talk.answer(to: ":why one").contains("\(file), One · let one = 1"))
    try "let one = 10\n".write(toFile: file, atomically: true, encoding: .utf8)
    let again = Conversation([":load \(file)", "let mine = 5", ":reload", "one + mine"])
    #expect(again.answer(to: "one + mine") == "_2 = 15")
  }

  @Test func `after a reset everything begins anew`() {
    let talk = Conversation([
      "normal([2])", "let a = 1", "a", ":reset", "a", "_", "_3", ":vars", "normal([2])",
    ])
    for name in ["a", "_", "_3"] {
      let last = talk.text.components(separatedBy: "> \(name)\n").last ?? ""
      #expect(last.hasPrefix("error[E0201]: `\(name)` is not defined"), "\(last)")
    }
    #expect(talk.answer(to: ":vars") == "nothing has a name yet")
    let first = Conversation(["normal([2])"]).answer(to: "normal([2])").dropFirst(4)
    #expect(talk.text.hasSuffix(first + "\n"))
  }
}
