import Testing

/// What an input leaves behind.
@Suite struct ReplStateTests {
  @Test func `an input that fails leaves nothing behind`() {
    let talk = Conversation([
      "var list = [1]", "let a = 1\nlist.append(2)\nlet b = 1 / 0", "list", "b", "let list = 2",
      "let c = 3\nc\nthrow \"no\"", "c", "_", "_6",
    ])
    #expect(talk.answer(to: "list") == "_3 = [1]")
    #expect(talk.answer(to: "b").contains("`b` is not defined"))
    #expect(talk.answer(to: "c").contains("`c` is not defined"))
    #expect(talk.answer(to: "_") == "_8 = [1]")
    #expect(talk.answer(to: "_6").contains("`_6` is not defined"))
  }

  @Test func `random numbers of an input that fails are taken back`() {
    let plain = Conversation(["normal([2]).to_list()", "normal([2]).to_list()"])
    let failing = Conversation([
      "let x = normal([2])\n1 / 0", "normal([2]).to_list()\nread_text(\"/nowhere\")",
      "normal([2]).to_list()", "normal([2]).to_list()",
    ])
    let drawn = plain.text.split(separator: "\n").filter { $0.contains(" = [") }
    let after = failing.text.split(separator: "\n").filter { $0.contains(" = [") }.suffix(2)
    #expect(drawn.map { $0.dropFirst(2) } == after.map { $0.dropFirst(2) })
  }

  @Test func `a definition may take another form later`() {
    let talk = Conversation([
      "var x = 1", "x = 2", "let x = 3", "func f(a) { return a }", "f(1)",
      "func f(a, b) { return a + b }", "f(1, 2)",
    ])
    #expect(!talk.text.contains("error"))
    #expect(talk.answer(to: "f(1, 2)") == "_7 = 3")
  }

  @Test func `a comment waits for the function below it`() {
    let session = Conversation([]).session
    #expect(session.isComplete("# Doubles.") == .incomplete(indent: 0))
    #expect(session.isComplete("# Doubles.\nfunc f(x) { return 2 * x }") == .complete)
    #expect(session.isComplete("1  # one") == .complete)
  }

  @Test func `outputs over the budget become summaries`() {
    let summary = "tensor [2000], 8.2 kB, no longer kept"
    let roomy = Conversation([":set keep 10kB", "ones([2000])", "1", "_1.shape"])
    #expect(roomy.answer(to: "_1.shape") == "_3 = [2000]")
    let more = Conversation([
      ":set keep 5kB", "ones([2000])", "let named = ones([5000])", "named", "1", "_1", "_1.shape",
      "_1 + 1", "mean(_1)", "for x in _1 { }", "_3.shape",
    ])
    #expect(more.answer(to: "_1") == "_5 = \(summary); input 1 computes it again: ones([2000])")
    for use in ["_1.shape", "_1 + 1", "mean(_1)", "for x in _1 { }"] {
      let answer = more.answer(to: use)
      #expect(answer.contains("`_1` is no longer kept; it was: tensor [2000], 8.2 kB"), "\(answer)")
      #expect(answer.contains("= hint: input 1 computes it again: ones([2000])"), "\(answer)")
    }
    #expect(more.answer(to: "_3.shape") == "_10 = [5000]")
  }
}
