import Testing
import UptTuning

/// A training that was interrupted goes on to the same bytes as one that was not.
@Suite struct ResumeTests {
  struct Run: Sendable, CustomTestStringConvertible {
    let method: String
    let rule: Optimizer.Rule
    var augment = false
    var testDescription: String { "\(method), \(rule)\(augment ? ", augmented" : "")" }
  }

  static let runs = [
    Run(method: "text", rule: .sgd), Run(method: "text", rule: .adam, augment: true),
    Run(method: "class-specific", rule: .adamW), Run(method: "deep 2", rule: .sgd),
    Run(method: "shallow", rule: .adam), Run(method: "dropout", rule: .adamW),
    Run(method: "dropout", rule: .sgd, augment: true), Run(method: "scripted", rule: .adamW),
  ]

  /// Steps 1, 3 and 5 lie in the middle of an epoch, 2 and 4 between two.
  @Test(arguments: runs)
  func sameBytes(_ run: Run) throws {
    let model = try Tiny.model()
    let method =
      run.method == "scripted" ? Tiny.scripted(model) : try Tiny.method(run.method, model)
    let split = try Tiny.split()
    let options = Tiny.options(run.rule, augment: run.augment)
    let whole = try Training(method, split, options)
    try whole.run()
    #expect(whole.state.step == 6 && whole.state.history.count == 3)
    for stop in 0...6 {
      let part = try Training(method, split, options)
      try part.run(shouldStop: { part.state.step == stop })
      #expect(part.state.step == stop)

      let inMemory = try Training(method, split, options, from: part.state)
      try inMemory.run()
      #expect(inMemory.state.bits == whole.state.bits, "stopped at \(stop)")

      try withTemporaryFile { path in
        try part.tuned().save(to: path)
        let given = run.method == "scripted" ? method : nil
        let loaded = try Tuned.load(path, model: model, method: given)
        #expect(loaded.state.bits == part.state.bits)
        let fromFile = try Training(resuming: loaded, split)
        try fromFile.run()
        #expect(fromFile.state.bits == whole.state.bits, "saved at \(stop)")
      }
    }
  }

  @Test func anotherEncoderObjectWithTheSameWeights() throws {
    let split = try Tiny.split()
    let whole = try Training(Tiny.method("unified", Tiny.model()), split, Tiny.options())
    try whole.run()
    let part = try Training(Tiny.method("unified", Tiny.model()), split, Tiny.options())
    try part.run(shouldStop: { part.state.step == 3 })
    try withTemporaryFile { path in
      try part.tuned().save(to: path)
      let loaded = try Tuned.load(path, model: Tiny.model("another name"))
      let rest = try Training(resuming: loaded, split)
      try rest.run()
      #expect(rest.state.bits == whole.state.bits)
    }
  }
}
