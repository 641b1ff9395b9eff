import UptRuntime
import UptTensor

/// Lists in random order.
enum SamplingLibrary {
  static func builtins(_ context: BuiltinContext) -> [Builtin] {
    let seed = Parameter.omissible(
      "seed", isLabelOnly: true,
      help: "gives the same order anywhere; without it, each call follows the run's seed")
    return [
      Builtin(
        "shuffled", [.required("list"), seed],
        help: """
          The elements of a list in random order.

              shuffled(1...4, seed: 1).sorted()      # [1, 2, 3, 4]
          """
      ) { call in
        let elements = try call.list(0)
        var random = try call.random(context)
        return .list(random.permutation(elements.count).map { elements[$0] })
      },
      Builtin(
        "sample", [.required("list"), .required("count", help: "how many"), seed],
        help: """
          Elements of a list drawn at random, none of them twice.

              sample(["a", "b", "c"], 2, seed: 1).unique().count      # 2
          """
      ) { call in
        let elements = try call.list(0)
        let count = try call.count("count", atLeast: 0)
        guard count <= elements.count else {
          throw call.error(
            1, "\(count) elements cannot be drawn from \(elements.count) without drawing one twice")
        }
        var random = try call.random(context)
        return .list(random.permutation(elements.count).prefix(count).map { elements[$0] })
      },
    ]
  }
}
