import UptData
import UptNotebook
import UptRuntime
import UptTuning

/// Whether one thing is better than another, or chance may say so.
enum CompareLibrary {
  static func compare(_ surroundings: Surroundings) -> Builtin {
    Builtin(
      "compare",
      [
        .required("a", help: "a measurement, a classifier or tuned prompts"),
        .required("b", help: "another one; a measurement may be compared with a number"),
        .omissible("data", help: "the split on which two classifiers are compared"),
      ],
      help: """
        Compares two measurements, or two classifiers on the same images. Measurements are paired
        where they have the same seeds, else Welch's test is used; of classifiers McNemar's test
        asks who is right where the other is wrong. Gives the `difference`, half the width of its
        95% `interval`, `p`, the `test` and a `verdict`: "within noise", "a is higher" or "b is
        higher", or "too few runs" where a side has but one.

            let a = measure([0.7, 0.72, 0.74], seeds: 1...3)
            let b = measure([0.6, 0.63, 0.64], seeds: 1...3)
            compare(a, b).verdict      # a is higher
            compare(a, 0.71).verdict      # within noise
            let clip = encoder("demo")
            let data = dataset("demo/textures")
            let z = zero_shot(clip, data.classes)
            compare(z, z, data.test).only_a      # 0
        """
    ) { call in
      switch (call[0], call[1]) {
      case (.object(let a as MeasurementObject), .object(let b as MeasurementObject)):
        return try record(Comparison(a.measurement, b.measurement), call)
      case (.object(let a as MeasurementObject), let number):
        guard let number = number.asNumber else {
          throw call.mismatch(1, "a measurement or a number")
        }
        return try record(Comparison(a.measurement, with: number), call)
      case (.object(let a as ClassifierObject), .object(let b as ClassifierObject)):
        return try record(a, b, call)
      case (.object(is ClassifierObject), _):
        throw call.mismatch(1, "a classifier or tuned prompts")
      default:
        var error = call.mismatch(0, "a measurement or a classifier")
        error.hint = error.hint ?? "measure(values) makes a measurement of a list"
        throw error
      }
    }
  }

  private static func record(_ comparison: Comparison, _ call: Call) throws -> Value {
    guard !call.has("data") else {
      throw call.error(2, "measurements are compared without data", kind: .call)
    }
    return .record([
      ("difference", .real(comparison.difference)),
      ("interval", comparison.test.map { .real($0.halfWidth) } ?? .nothing),
      ("p", comparison.test.map { .real($0.p) } ?? .nothing),
      ("test", comparison.test == nil ? .nothing : .text(comparison.basis.rawValue)),
      ("verdict", .text(comparison.verdict.rawValue)),
    ])
  }

  private static func record(
    _ a: ClassifierObject, _ b: ClassifierObject, _ call: Call
  ) throws -> Value {
    guard call.has("data") else {
      throw call.error(
        1, "two classifiers are compared on the images of a split", kind: .call,
        hint: "compare(a, b, data.test)")
    }
    let split = try call.split(2)
    let right = try call.blaming("data") {
      try [a, b].map { classifier in
        zip(try classifier.predictions(split), split.labels).map { $0 == $1 }
      }
    }
    let test = try mcnemar(right[0], right[1])
    let change = test.change(of: split.count)
    let isWithinNoise = test.p >= 0.05
    let verdict = Comparison.Verdict(difference: change.share, isWithinNoise: isWithinNoise)
    return .record([
      ("difference", .real(change.share)), ("interval", .real(change.halfWidth)),
      ("p", .real(test.p)), ("test", .text("McNemar, \(test.method.rawValue)")),
      ("verdict", .text(verdict.rawValue)), ("only_a", .int(test.onlyFirst)),
      ("only_b", .int(test.onlySecond)),
    ])
  }

  private static func mcnemar(_ a: [Bool], _ b: [Bool]) throws -> McNemar {
    guard let test = McNemar(a, b) else {
      throw RuntimeError(.value, "two classifiers must be judged on the same images")
    }
    return test
  }
}
