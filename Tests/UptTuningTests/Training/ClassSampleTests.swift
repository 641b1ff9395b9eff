import Foundation
import Testing
import UptCLIP
import UptData
import UptTensor

@testable import UptTuning

/// Where a step compares its images with some of the classes instead of all.
@Suite struct ClassSampleTests {
  @Test(arguments: [(1, 4), (2, 5), (3, 20), (3, 50)])
  func holdsTheBatchAndOthers(_ own: Int, _ count: Int) throws {
    let labels = (0..<6).map { ($0 % own) * 7 }
    var random = Random(4, "sample")
    let sample = ClassSample(labels, count: count, of: 30, from: &random)
    #expect(sample.classes.count == min(max(count, own), 30))
    #expect(sample.classes == Set(sample.classes).sorted())
    #expect(sample.labels.map { sample.classes[$0] } == labels)
    for (position, correction) in sample.corrections.enumerated() {
      let isOwn = labels.contains(sample.classes[position])
      let stands = Double(30 - own) / Double(sample.classes.count - own)
      #expect(abs(correction - (isOwn ? 0 : Float(log(stands)))) < 1e-6)
    }
  }

  /// What the loss is a logarithm of has the value over all classes as its mean.
  @Test func itsSumIsUnbiased() throws {
    var random = Random(9, "logits")
    let logits = (0..<40).map { _ in 2 * random.normal() }
    let whole = logits.map(exp).reduce(0, +)
    let draws = 4000
    let sums = (0..<draws).map { draw in
      var random = Random(draw, "draw")
      let sample = ClassSample([3, 8], count: 10, of: 40, from: &random)
      return zip(sample.classes, sample.corrections)
        .reduce(0) { $0 + exp(logits[$1.0] + Double($1.1)) }
    }
    let mean = sums.reduce(0, +) / Double(draws)
    let variance = sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(draws - 1)
    let error = (variance / Double(draws)).squareRoot()
    #expect(abs(mean - whole) < 4 * error)
    #expect(error < 0.02 * whole)
  }

  @Test(arguments: Tiny.methodNames) func allClassesAreTheSameTraining(_ name: String) throws {
    let method = try Tiny.method(name, Tiny.model())
    let split = try Tiny.split()
    var options = Tiny.options()
    let whole = try Training(method, split, options)
    try whole.run()
    options.classesPerStep = split.classes.count
    let sampled = try Training(method, split, options)
    try sampled.run()
    #expect(whole.state.bits == sampled.state.bits)
  }

  /// With no class drawn beside the batch's own, a step is that of a task with these alone.
  @Test(arguments: ["text", "class-specific", "shallow", "unified"])
  func aStepIsThatOfASmallerTask(_ name: String) throws {
    let method = try Tiny.method(name, Tiny.model())
    let all = try Tiny.split()
    let few = try Split(
      name: "few", classes: [all.classes[0], all.classes[2]], template: all.template,
      items: all.items.filter { $0.label != 1 }
        .map { Item(label: $0.label / 2, source: $0.source) })
    let pixels = try few.batch(Array(0..<few.count), Preprocess(method.model.configuration))
    var options = Tiny.options()
    let small = try Training(method, few, options)
    options.classesPerStep = 2
    let large = try Training(method, all, options)
    let a = try small.step(images: .pixels(pixels), labels: few.labels)
    let b = try large.step(images: .pixels(pixels), labels: few.labels.map { $0 * 2 })
    if name != "class-specific" { #expect(a.loss == b.loss) }
    #expect(b.logits.shape == [few.count, 2])
  }

  @Test func isReproducibleAndResumes() throws {
    let method = try Tiny.method("class-specific", Tiny.model())
    let split = try Tiny.split(classes: (0..<9).map { "thing \($0)" })
    var options = Tiny.options(batch: 3)
    options.classesPerStep = 4
    let whole = try Training(method, split, options)
    try whole.run()
    let part = try Training(method, split, options)
    for _ in 0..<7 { try part.step() }
    let resumed = try withTemporaryFile { path in
      try part.tuned().save(to: path)
      let tuned = try Tuned.load(path, model: method.model)
      #expect(tuned.options == options)
      return try Training(resuming: tuned, split)
    }
    try resumed.run()
    #expect(resumed.state.bits == whole.state.bits)
    var others = options
    others.seed = 2
    let other = try Training(method, split, others)
    try other.run()
    #expect(other.state.bits != whole.state.bits)
  }

  @Test func fewerThanTwoAreRefused() throws {
    var options = Tiny.options()
    options.classesPerStep = 1
    #expect(throws: EngineError.self) { try options.validate() }
  }

  @Test func aPlanCountsTheClassesOfAStep() throws {
    let method = try Tiny.method("text", Tiny.model())
    let split = try Tiny.split(classes: (0..<12).map { "thing \($0)" })
    var options = Tiny.options()
    let whole = try TrainingPlan(method, split, options)
    options.classesPerStep = 6
    let sampled = try TrainingPlan(method, split, options)
    #expect(sampled.text.cost.sequences == 6)
    #expect(sampled.multiplyAddsPerStep < 0.6 * whole.multiplyAddsPerStep)
    #expect(sampled.classVectors == whole.classVectors)
  }
}
