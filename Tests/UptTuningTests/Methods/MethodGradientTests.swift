import Testing
import UptCLIP
import UptData
import UptTensor
import UptTuning

/// The gradient of every parameter of every method, through the towers, against finite differences.
@Suite struct MethodGradientTests {
  @Test(arguments: Tiny.methodNames + ["scripted"])
  func againstFiniteDifferences(_ name: String) throws {
    let model = try Tiny.model()
    let method = name == "scripted" ? Tiny.scripted(model) : try Tiny.method(name, model)
    let split = try Tiny.split(perClass: 2)
    let labels = split.labels
    let images = PromptLoss.Images.pixels(
      try split.batch(Array(0..<split.count), Preprocess(model.configuration)))
    // Parameters of ordinary size: at 0.02 layer norms are nearly singular.
    let start = try method.initialize(split.classes.count, 1).map { parameter in
      var random = Random(9, parameter.name)
      return Parameter(
        parameter.name,
        Tensor(
          unchecked: parameter.value.shape,
          parameter.value.data.map { $0 + Float(0.3 * random.normal()) }))
    }
    func training(_ parameters: Parameters) throws -> Training {
      try Training(method, split, Tiny.options(), from: TrainingState(parameters))
    }
    let (loss, gradients) = try training(start).differentiate(images, labels: labels)
    #expect(loss.loss.isFinite && loss.logits.shape == [6, 3])
    let largest = gradients.map(length).max() ?? 0
    #expect(largest > 0)

    for (i, gradient) in gradients.enumerated() {
      // Along the gradient, where the slope is steep, mixed with a random direction, which sees
      // errors that are orthogonal to it.
      let noise = direction(gradient.shape, seed: i)
      let share = max(length(gradient), 1e-12)
      let along = zip(gradient.data, noise.data).map { Float(Double($0) / share) + $1 }
      func moved(_ h: Double) throws -> Double {
        var parameters = start
        for j in along.indices { parameters[i].value.data[j] += Float(h) * along[j] }
        return try training(parameters).differentiate(images, labels: labels).loss.loss
      }
      func slope(_ h: Double) throws -> Double { (try moved(h) - moved(-h)) / (2 * h) }
      let h = 4e-3
      let numeric = (4 * (try slope(h / 2)) - (try slope(h))) / 3
      let analytic = zip(gradient.data, along).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      #expect(
        abs(numeric - analytic) <= 1e-2 * length(gradient) + 1e-3 * largest,
        "\(start[i].name): \(numeric) against \(analytic)")
    }
  }

  private func length(_ t: Tensor) -> Double {
    t.data.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
  }

  /// A random direction of length 1.
  private func direction(_ shape: [Int], seed: Int) -> Tensor {
    var random = Random(seed, "direction")
    let raw = (0..<shape.reduce(1, *)).map { _ in random.normal() }
    let size = raw.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return Tensor(unchecked: shape, raw.map { Float($0 / size) })
  }
}
