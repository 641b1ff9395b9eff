import UptRuntime
import UptTensor

extension TensorMethods {
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
      "take", [.required("indices"), .optional("axis", .int(0))],
      help: """
        The entries of an axis with these indices, in their order.

            tensor([10, 20, 30]).take([2, 0]).to_list()      # [30.0, 10.0]
        """
    ) { call in
      .tensor(try call.tensor().gathered(call.integers(0), axis: call.int("axis")))
    },
  ]
}
