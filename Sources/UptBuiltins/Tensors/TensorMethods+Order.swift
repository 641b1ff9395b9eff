import UptRuntime
import UptTensor

/// Methods that put the entries of rows in order or add them up one by one.
extension TensorMethods {
  private static let descending = Parameter.optional("descending", .bool(false))

  static let ordering: [Builtin] = [
    Builtin(
      "sort", [lastAxis, descending],
      help: """
        The entries of every row along an axis in order; NaN counts as the largest.

            tensor([3, 1, 2]).sort().to_list()                        # [1.0, 2.0, 3.0]
            tensor([3, 1, 2]).sort(descending: true).to_list()      # [3.0, 2.0, 1.0]
        """
    ) { .tensor(try $0.tensor().ordered(by: $0.order())) },
    Builtin(
      "argsort", [lastAxis, descending],
      help: """
        Where the entries of every row along an axis come from if they are put in order.

            tensor([3, 1, 2]).argsort().to_list()      # [1.0, 2.0, 0.0]
        """
    ) { .tensor(try $0.order().positions) },
    Builtin(
      "topk", [.required("k", help: "how many"), lastAxis],
      help: """
        The `k` largest entries of every row along an axis, from the largest on, as a record of the
        values and of the indices where they stand.

            let best = tensor([0.1, 0.7, 0.2]).topk(2)
            best.values.to_list()       # [0.7, 0.2]
            best.indices.to_list()      # [1.0, 2.0]
        """
    ) { call in
      let x = try call.tensor()
      let order = try call.blaming("k") {
        try RowOrder(x.value, axis: call.int("axis"), descending: true, first: call.wholeNumber(0))
      }
      return .record([
        ("values", .tensor(try x.ordered(by: order))), ("indices", .tensor(order.positions)),
      ])
    },
    Builtin(
      "cumsum", [lastAxis],
      help: """
        The sum of the entries along an axis up to and with each of them.

            tensor([1, 2, 3]).cumsum().to_list()      # [1.0, 3.0, 6.0]
        """
    ) { .tensor(try $0.tensor().cumulativeSum(axis: $0.int("axis"))) },
    Builtin(
      "logsumexp", [lastAxis],
      help: """
        The logarithm of the sum of the exponentials along an axis, without overflow.

            tensor([1000, -1000]).logsumexp()      # 1000.0
        """
    ) { .tensor(try $0.tensor().logSumExp(axis: $0.int("axis"))) },
  ]
}

extension Call {
  /// The order that `sort` and `argsort` ask for.
  fileprivate func order() throws -> RowOrder {
    try RowOrder(tensor().value, axis: int("axis"), descending: bool("descending"))
  }
}

extension RowOrder {
  /// The entries as a tensor, exact up to 2²⁴.
  fileprivate var positions: Tensor { Tensor(unchecked: shape, entries.map { Float($0) }) }
}
