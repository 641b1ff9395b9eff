import UptRuntime
import UptTensor

extension TensorMethods {
  private static let firstAxis = Parameter.optional("axis", .int(0))

  static let shapes: [Builtin] = [
    Builtin(
      "reshape", [.rest("shape", help: "the sizes, or a list of them; -1 for what is left")],
      help: """
        The same elements in the same order under another shape.

            arange(6).reshape(2, -1)
            # tensor [2, 3]
            #   0.0  1.0  2.0
            #   3.0  4.0  5.0
        """
    ) { call in .tensor(try call.tensor().reshaped(call.sizes(call.list(0), 0))) },
    method("flatten", "The elements as a vector.\n\n    zeros([2, 3]).flatten().shape      # [6]") {
      try $0.reshaped([$0.value.count])
    },
    Builtin(
      "transpose", [.rest("axes", help: "the axes in their new order; all reversed by default")],
      help: """
        The axes in another order; `x.T` reverses all of them.

            zeros([2, 3, 4]).transpose(0, 2, 1).shape      # [2, 4, 3]
        """
    ) { call in
      let axes = try call.sizes(call.list(0), 0)
      return .tensor(try axes.isEmpty ? call.tensor().transposed() : call.tensor().permuted(axes))
    },
    Builtin(
      "take", [.required("indices"), firstAxis],
      help: """
        The entries of an axis with these indices, in their order.

            tensor([10, 20, 30]).take([2, 0]).to_list()      # [30.0, 10.0]
        """
    ) { call in
      .tensor(try call.tensor().gathered(call.integers(0), axis: call.int("axis")))
    },
    Builtin(
      "split",
      [
        .required("parts", help: "how many equal parts, or a list of their sizes"),
        firstAxis,
      ],
      help: """
        Consecutive parts of an axis, as a list; `concatenate` joins them again.

            zeros([6, 2]).split(3)[0].shape           # [2, 2]
            zeros([6, 2]).split([1, 5])[1].shape      # [5, 2]
        """
    ) { call in
      let x = try call.tensor()
      let axis = try call.int("axis")
      let parts = try call.blaming("parts") {
        if case .int(let count) = call[0] {
          return try x.split(x.equalParts(count, axis: axis), axis: axis)
        }
        return try x.split(call.integers(0), axis: axis)
      }
      return .list(parts.map { .tensor($0) })
    },
    Builtin(
      "repeat", [.required("count"), firstAxis],
      help: """
        Every entry of an axis `count` times, one after the other; `concatenate([x, x])` repeats
        the whole.

            tensor([1, 2]).repeat(2).to_list()      # [1.0, 1.0, 2.0, 2.0]
        """
    ) { call in
      .tensor(
        try call.blaming("count") {
          try call.tensor().repeated(call.wholeNumber(0), axis: call.int("axis"))
        })
    },
    Builtin(
      "flip", [lastAxis],
      help: """
        The entries of an axis from the last to the first.

            tensor([1, 2, 3]).flip().to_list()      # [3.0, 2.0, 1.0]
        """
    ) { .tensor(try $0.tensor().flipped(axis: $0.int("axis"))) },
  ]
}
