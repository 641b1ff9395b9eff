import Foundation
import Testing
import UptBuiltins
import UptNotebook

/// Planning a piece of a script: what it notes, what stands for results, and that nothing is left
/// behind.
@Suite struct PlanTests {
  private static let setup = """
    let clip = encoder("demo")
    let data = dataset("demo/textures")
    let methods = [text_prompt(clip), visual_prompt(clip), unified_prompt(clip)]

    """

  private func session() throws -> EngineSession {
    let session = EngineSession()
    try session.run(Self.setup)
    return session
  }

  private func table(_ plan: Plan) throws -> Table {
    if case .table(let table) = plan.exhibit { return table }
    return try Table([])
  }

  @Test func aTraining() throws {
    let plan = try session().plan("fit(unified_prompt(clip), data.fewshot(4), epochs: 10)\n")
    let table = try table(plan)
    #expect(try table.column("work").cells == [.text("fit unified"), .text("in all")])
    #expect(try table.column("steps").cells == [.int(10), .missing])
    #expect(try table.column("images").cells.first == .text("32 × 41"))
    #expect(try table.column("texts").cells.first == .text("10 × 12"))
    #expect(try table.column("data").cells.first == .text("demo/textures train, 4 shots, seed 1"))
    #expect(plan.seconds > 0 && plan.peakMemory > 0 && plan.multiplyAdds > 1e10)
  }

  /// Text prompts need the images' features once; the next training finds them there.
  @Test func featuresAreCountedOnce() throws {
    let table = try table(
      session().plan("""
        for rate in [0.002, 0.02] {
          print(fit(text_prompt(clip), data.fewshot(2), epochs: 5, lr: rate).accuracy(data.test))
        }
        """))
    #expect(
      try table.column("work").cells.map(\.label)
        == ["image features", "fit text", "image features", "in all"])
    #expect(try table.column("times").cells == [.int(1), .int(2), .int(1), .missing])
  }

  @Test func aSweepIsAllOfItsPoints() throws {
    let session = try session()
    for (seeds, count) in [("1...2", 2.0), ("1...3000", 3000.0)] {
      let plan = try session.plan("""
        sweep(method: methods, seed: \(seeds)) { c in
          (accuracy: fit(c.method, data.fewshot(1, seed: c.seed), epochs: 3).accuracy(data.test))
        }
        """)
      let table = try table(plan)
      let rows = zip(try table.column("work").cells, try table.column("times").cells)
      for method in ["text", "visual", "unified"] {
        let times = rows.filter { $0.0 == .text("fit \(method)") }.compactMap(\.1.number)
        #expect(abs(times.reduce(0, +) / count - 1) < 0.5, "\(method): \(times)")
      }
    }
  }

  @Test func seedsOfOver() throws {
    let plan = try session().plan("""
      over(seeds: 1...4) { s in
        fit(methods[1], data.fewshot(1), epochs: 2, seed: s).accuracy(data.test)
      }
      """)
    let table = try table(plan)
    #expect(try table.column("times").cells == [.int(4), .int(4), .missing])
    #expect(try table.column("work").cells[1] == .text("classify, visual"))
  }

  @Test func nothingToDo() throws {
    #expect(try session().plan("1 + 1\n").exhibit == .text("nothing would be trained or encoded"))
  }

  /// A script goes on with what stands for its results.
  @Test func everythingHasAStandIn() throws {
    let session = try session()
    let plan = try session.plan("""
      var tuned = fit(unified_prompt(clip), data.fewshot(1), epochs: 3)
      while !tuned.is_complete { tuned = resume(tuned) }
      let zero = zero_shot(clip, data.classes)
      let v = variance(clip, data)
      let t = table(a: [
        tuned.accuracy(data.test), tuned.history[-1].loss, compare(zero, tuned, data.test).p,
        tuned.confusion(data.test).count, tuned.logits(data.test).shape[0], v.text,
        tuned.predict(data.test[0].image, top: 2).probability[0],
        pretrain("nowhere/at/all.safetensors", steps: 10, batch: 8, width: 32).count,
      ])
      let shape = tuned.prompts.text.shape + clip.encode_image(data.test).shape
      """)
    #expect(try table(plan).column("work").cells.contains(.text("pretrain")))
    #expect(session.transcript("shape\n") == "[4, 128, 400, 128]\n")
  }

  /// Nothing is printed, remarked or written, and random numbers come as if nothing had happened.
  @Test func nothingIsLeftBehind() throws {
    let path = NSTemporaryDirectory() + "/upt-\(UUID()).safetensors"
    let session = try session()
    _ = try session.plan("""
      print("planned", normal([2]))
      let tuned = fit(text_prompt(clip), data.fewshot(1), epochs: 2)
      tuned.save("\(path)")
      tuned.history.save("\(path).csv")
      """)
    #expect(session.output == "")
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(!FileManager.default.fileExists(atPath: path + ".csv"))
    let script = """
      fit(text_prompt(clip), data.fewshot(1), epochs: 2).accuracy(data.test)
      normal([2])
      """
    #expect(session.transcript(script) == (try self.session().transcript(script)))
  }

  /// What would fail fails in the plan, and planning ends with it.
  @Test(arguments: [
    "fit(text_prompt(clip), data)", "fit(text_prompt(clip), data.train, epochs: 0)",
    "zero_shot(clip, data.classes).accuracy(dataset(\"demo/species\").test)",
    "zero_shot(clip, [])", "fit(text_prompt(clip), data.train[..<0])",
  ])
  func errorsAreThoseOfTheRun(_ script: String) throws {
    let session = try session()
    #expect(throws: (any Error).self) { _ = try session.plan(script + "\n") }
    let planned = session.transcript(script + "\n")
    #expect(planned == (try self.session().transcript(script + "\n")))
    #expect(planned.hasPrefix("error["))
  }
}
