import UptNotebook
import UptRuntime
import UptTensor

/// Intervals by resampling.
enum BootstrapLibrary {
  static func bootstrap(_ surroundings: Surroundings) -> Builtin {
    Builtin(
      "bootstrap",
      [
        .required("values", help: "numbers"),
        .omissible("statistic", help: "a function of a list; the mean, if left out"),
        .omissible(
          "seed", isLabelOnly: true,
          help: "gives the same resamples anywhere; without it, each call follows the run's seed"),
        .optional("resamples", .int(9999), isLabelOnly: true, help: "how many are drawn"),
        .optional("confidence", .real(0.95), isLabelOnly: true, help: "between 0 and 1"),
        .optional(
          "kind", .text("bca"), isLabelOnly: true,
          help: "\"bca\" corrects for bias and skewness, \"percentile\" does not")
          .choices(of: Bootstrap.Interval.self),
      ],
      help: """
        An interval for a statistic by the bootstrap: it is computed again on samples drawn, with
        replacement, from the values. Gives the `estimate` and the bounds `low` and `high`.

            let b = bootstrap([0.62, 0.71, 0.55, 0.93, 0.8], median, seed: 1)
            b.estimate      # 0.71
            b.low <= b.estimate && b.estimate <= b.high      # true
        """
    ) { call in
      let values = try call.numbers("values", atLeast: 2)
      let confidence = try call.number("confidence")
      guard confidence > 0, confidence < 1 else {
        throw call.error(
          call.position(of: "confidence"), "`confidence` is \(confidence), but must lie between 0 "
            + "and 1", hint: "0.95 gives the usual interval")
      }
      let resamples = try call.count("resamples")
      guard resamples <= 10_000_000 else {
        throw call.error(call.position(of: "resamples"), "\(resamples) resamples are too many")
      }
      let kind = try call.choice("kind", of: Bootstrap.Interval.self)
      var random = try call.random(surroundings.tensors)
      let result = try Bootstrap(
        of: values, kind, resamples: resamples, draw: { random.below($0) },
        statistic: try call.statistic())
      guard let result else { throw call.error(0, "`bootstrap` needs values") }
      let bounds = result.bounds(confidence: confidence)
      return .record([
        ("estimate", .real(result.estimate)), ("low", .real(bounds.low)),
        ("high", .real(bounds.high)),
      ])
    }
  }
}

extension Call {
  /// The argument `statistic` as a function of numbers; the mean without it.
  fileprivate func statistic() throws -> ([Double]) throws -> Double {
    let token = interpreter.interrupt
    guard has("statistic") else {
      return { values in
        try token.check()
        return Sample.mean(values) ?? .nan
      }
    }
    let function = try function("statistic")
    return { values in
      let result = try call(function, [.list(values.map(Value.real))])
      guard let number = result.asNumber, number.isFinite else {
        let found = result.asNumber.map { "\($0)" } ?? result.typeWithArticle
        throw error(
          position(of: "statistic"), "the statistic must give a finite number, but gave \(found)",
          kind: .type)
      }
      return number
    }
  }
}
