import UptRuntime
import UptTensor

/// The functions of tensors: constructors, elementwise functions, layers, gradients.
public enum TensorLibrary {
  /// The functions for an interpreter. Some replace the language's own of the same name, such as
  /// `exp` and `int`, and take tensors beside numbers.
  public static func builtins(_ context: BuiltinContext) -> [Builtin] {
    topics(context).flatMap(\.builtins)
  }

  static func topics(_ context: BuiltinContext) -> [Topic] {
    [
      ("Making tensors", constructors + randomConstructors(context)),
      ("Functions of every element", elementwise + numeric),
      ("Combining tensors", combining), ("Layers and losses", layers),
      ("Linear algebra", linearAlgebra), ("Gradients", GradientLibrary.builtins(context)),
    ].map { title, builtins in
      Topic(title, builtins.map { TensorRehearsals.ofFunction(ShapeAdvice.ofFunction($0)) })
    }
  }

  /// The methods of tensors, for the reference.
  public static var methods: [Builtin] { TensorMethods.all }

  // MARK: Constructors

  private static let shape = Parameter.required("shape", help: "a list of sizes, or one size")

  private static let constructors: [Builtin] = [
    Builtin(
      "tensor", [.required("values", help: "a number, or nested lists of numbers or of tensors")],
      help: """
        A tensor of these numbers, in single precision.

            let x = tensor([[1, 2], [3, 4]])
            x.shape           # [2, 2]
            x[0, 1]           # 2.0
            x[.., 1]
            # tensor [2]
            #   2.0  4.0
        """
    ) { call in
      try call[0].asTensor.map { .object($0) } ?? .tensor(call.variable(0))
    },
    Builtin("zeros", [shape], help: "A tensor of zeros.\n\n    zeros([2, 3]).sum()      # 0.0") {
      .tensor(try Tensor.zeros($0.shape(0)))
    },
    Builtin("ones", [shape], help: "A tensor of ones.\n\n    ones([2, 3]).sum()      # 6.0") {
      .tensor(try Tensor.full($0.shape(0), 1))
    },
    Builtin(
      "full", [shape, .required("value")],
      help: "A tensor of one number everywhere.\n\n    full([2], 0.5).to_list()      # [0.5, 0.5]"
    ) { call in
      let value = try call.variable(1)
      return .tensor(try value.broadcast(to: call.shape(0)))
    },
    Builtin(
      "arange",
      [
        .required("start", help: "the first number; alone, the end of a range from 0"),
        .omissible("stop", help: "the end, which is not included"),
        .optional("step", .int(1)),
      ],
      help: """
        Evenly spaced numbers.

            arange(4).to_list()                    # [0.0, 1.0, 2.0, 3.0]
            arange(1, 2, step: 0.5).to_list()      # [1.0, 1.5]
        """
    ) { call in
      let start = try call.number(0)
      guard call.has("stop") else {
        return .tensor(try Tensor.arange(0, start, step: call.number(2)))
      }
      return .tensor(try Tensor.arange(start, call.number(1), step: call.number(2)))
    },
    Builtin(
      "linspace", [.required("start"), .required("stop"), .required("count")],
      help: """
        `count` evenly spaced numbers from `start` to `stop`, both included.

            linspace(0, 1, 5).to_list()      # [0.0, 0.25, 0.5, 0.75, 1.0]
        """
    ) { call in
      let (start, stop) = (try call.number(0), try call.number(1))
      var result = try Tensor.zeros([call.wholeNumber(2)])
      let last = Double(max(result.count - 1, 1))
      for i in result.data.indices {
        let share = Double(i) / last
        result.data[i] = Float(start * (1 - share) + stop * share)
      }
      return .tensor(result)
    },
    Builtin(
      "eye", [.required("size")],
      help: "The identity matrix.\n\n    eye(2).to_list()      # [[1.0, 0.0], [0.0, 1.0]]"
    ) {
      .tensor(try Tensor.eye($0.wholeNumber(0)))
    },
    Builtin(
      "one_hot",
      [
        .required("labels", help: "ints from 0 up"),
        .omissible("classes", help: "the width; one more than the largest label by default"),
      ],
      help: """
        A row for every label that is 1 at the label's place and 0 elsewhere.

            one_hot([1, 0], 3).to_list()      # [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]
        """
    ) { call in
      let classes = try call.has("classes") ? call.wholeNumber(1) : nil
      return .tensor(
        try call.blaming("labels") { try Tensor.oneHot(call.integers(0), classes: classes) })
    },
  ]

  // MARK: Random numbers

  private static func randomConstructors(_ context: BuiltinContext) -> [Builtin] {
    let seed = Parameter.omissible(
      "seed", isLabelOnly: true,
      help: "gives the same numbers anywhere; without it, each call follows the run's seed")
    return [
      Builtin(
        "normal",
        [
          shape, .optional("mean", .int(0), isLabelOnly: true),
          .optional("std", .int(1), isLabelOnly: true, help: "the standard deviation"), seed,
        ],
        help: """
          Normally distributed random numbers.

              normal([2, 3], std: 0.02, seed: 7).shape               # [2, 3]
              (normal([9], seed: 1) == normal([9], seed: 1)).all()   # true
          """
      ) { call in
        let (mean, std) = (try call.number("mean"), try call.number("std"))
        let shape = try call.shape(0)
        var stream = try call.random(context)
        return .tensor(try Tensor.normal(shape, mean: mean, std: std, using: &stream))
      },
      Builtin(
        "uniform", [shape, .optional("low", .int(0)), .optional("high", .int(1)), seed],
        help: """
          Random numbers, uniform from `low` up to `high`.

              uniform([100], -1, 1, seed: 3).max() < 1      # true
          """
      ) { call in
        let (low, high) = (try call.number("low"), try call.number("high"))
        let shape = try call.shape(0)
        var stream = try call.random(context)
        return .tensor(try Tensor.uniform(shape, low, high, using: &stream))
      },
      Builtin(
        "xavier", [shape, seed],
        help: """
          Random weights for a layer: uniform in ±sqrt(6 / (inputs + outputs)), after Glorot and
          Bengio (2010).

              xavier([3, 3], seed: 1).abs().max() < 1      # true
          """
      ) { call in
        let shape = try call.shape(0)
        var stream = try call.random(context)
        return .tensor(try Tensor.xavier(shape, using: &stream))
      },
    ]
  }
}
