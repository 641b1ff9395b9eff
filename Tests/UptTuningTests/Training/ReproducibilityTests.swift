import Testing
import UptCLIP
import UptTensor
import UptTuning

/// The number of threads changes no bit of any result.
@Suite(.serialized) struct ReproducibilityTests {
  @Test(arguments: ["text", "class-specific", "shallow", "deep 2", "unified", "dropout"])
  func threads(_ name: String) throws {
    let before = Parallel.threads
    defer { Parallel.threads = before }
    var results: [([UInt64], [UInt32], Double)] = []
    for threads in 1...3 {
      Parallel.threads = threads
      // Patches so small that a batch is several chunks; a model of its own, so that no features
      // are remembered from the run before.
      let model = try Tiny.model(patchSize: 2)
      let split = try Tiny.split()
      #expect(split.count > 2 * model.vision.imagesPerChunk)
      let training = try Training(
        Tiny.method(name, model), split,
        Tiny.options(epochs: 2, batch: split.count, augment: name == "text"))
      try training.run()
      let classifier = try training.tuned().classifier
      results.append(
        (training.state.bits, try classifier.logits(split).bits, try classifier.accuracy(split)))
    }
    for result in results.dropFirst() {
      #expect(result.0 == results[0].0)
      #expect(result.1 == results[0].1)
      #expect(result.2 == results[0].2)
    }
  }

  @Test func seedsMatter() throws {
    let model = try Tiny.model()
    let runs = try [1, 1, 2].map { seed in
      let training = try Training(
        Tiny.method("text", model), Tiny.split(), Tiny.options(seed: seed))
      try training.run()
      return training.state.bits
    }
    #expect(runs[0] == runs[1])
    #expect(runs[0] != runs[2])
  }
}
