import Testing
import UptTensor
import UptTuning

/// A loss that is not finite stops the training with what it had.
@Suite struct DivergenceTests {
  @Test(arguments: ["text", "deep", "unified"], [1e20, 3e38])
  func stops(_ name: String, _ rate: Double) throws {
    let training = try Training(
      Tiny.method(name, Tiny.model()), Tiny.split(), Tiny.options(epochs: 50, rate: rate))
    var before = training.state
    var failure: EngineError?
    do {
      while !training.isComplete {
        before = training.state
        try training.step()
      }
    } catch let error as EngineError { failure = error }

    let error = try #require(failure)
    #expect(error.kind == .diverged)
    #expect(error.message.contains("step \(before.step + 1) "), "\(error)")
    #expect(error.message.contains("learning rate"), "\(error)")
    #expect(error.hint != nil)
    #expect(training.state.bits == before.bits)
    let tensors = before.parameters.map(\.value) + before.first + before.second
    #expect(tensors.allSatisfy { $0.data.allSatisfy(\.isFinite) })
    let tuned = try training.tuned()
    #expect(!tuned.isComplete)
    #expect(tuned.state.bits == before.bits)
  }

  @Test func namesTheRate() throws {
    let training = try Training(
      Tiny.method("text", Tiny.model()), Tiny.split(),
      TrainingOptions(epochs: 9, batchSize: 5, schedule: Schedule(base: 3e38, shape: .constant)))
    let error = #expect(throws: EngineError.self) { try training.run() }
    #expect(error?.message.contains("3e+38") == true, "\(String(describing: error))")
  }
}
