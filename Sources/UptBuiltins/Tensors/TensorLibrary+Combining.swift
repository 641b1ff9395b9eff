import UptRuntime
import UptTensor

extension TensorLibrary {
  private static let tensors = Parameter.required("tensors", help: "a list of tensors")
  private static let axis = Parameter.optional("axis", .int(0))

  /// Functions of several tensors.
  static let combining: [Builtin] = [
    Builtin(
      "concatenate", [tensors, axis],
      help: """
        Tensors behind each other along an axis they have; their other sizes must agree.

            concatenate([ones([2, 3]), zeros([1, 3])]).shape      # [3, 3]
        """
    ) { .tensor(try Variable.concatenated($0.variables(0), axis: $0.int("axis"))) },
    Builtin(
      "stack", [tensors, axis],
      help: """
        Tensors of one shape behind each other along a new axis.

            stack([ones([3]), zeros([3])]).shape               # [2, 3]
            stack([ones([3]), zeros([3])], axis: 1).shape      # [3, 2]
        """
    ) { .tensor(try Variable.stacked($0.variables(0), axis: $0.int("axis"))) },
    Builtin(
      "maximum", [.required("a"), .required("b")],
      help: """
        The larger of `a` and `b` at every place.

            maximum(tensor([1, 5]), 3).to_list()      # [3.0, 5.0]
        """
    ) { .tensor(try $0.variable(0).combined(.maximum, $0.variable(1))) },
    Builtin(
      "minimum", [.required("a"), .required("b")],
      help: """
        The smaller of `a` and `b` at every place.

            minimum(tensor([1, 5]), 3).to_list()      # [1.0, 3.0]
        """
    ) { .tensor(try $0.variable(0).combined(.minimum, $0.variable(1))) },
    Builtin(
      "where", [.required("condition"), .required("a"), .required("b")],
      help: """
        The elements of `a` where the condition holds (is not 0), those of `b` elsewhere.

            let x = tensor([-1, 2])
            where(x > 0, x, 0).to_list()      # [0.0, 2.0]
        """
    ) { call in .tensor(try choose(call.variable(0).value, call.variable(1), call.variable(2))) },
    Builtin(
      "einsum",
      [
        .required("formula", help: "a term of letters for each tensor, and one for the result"),
        .rest("tensors"),
      ],
      help: """
        A sum of products by the names of axes, as in NumPy: axes of one letter run together, and
        letters that the result lacks are summed over. `...` stands for further axes, which are
        broadcast. Without an arrow, the result has the letters that occur once, in alphabetical
        order.

            let a = tensor([[1, 2], [3, 4]])
            einsum("ij,jk->ik", a, a).to_list()                    # [[7.0, 10.0], [15.0, 22.0]]
            einsum("ii", a)                                        # 5.0
            einsum("bnd,bmd->bnm", ones([4, 2, 8]), ones([4, 3, 8])).shape      # [4, 2, 3]
        """
    ) { call in
      let tensors = try call.variables(1)
      return .tensor(try call.blaming("formula") { try .einsum(call.text(0), tensors) })
    },
    Builtin(
      "is_finite", [.required("x", help: "a number or a tensor")],
      help: """
        Whether a number is neither infinite nor NaN; of a tensor, where its elements are.

            is_finite(1 / tensor([0, 1])).to_list()      # [0.0, 1.0]
            is_finite(nan)                               # false
        """
    ) { call in
      if case .real(let number) = call[0] { return .bool(number.isFinite) }
      // x - x is 0 for what is finite and NaN for all else.
      let x = try call.variable(0).value
      return try TensorOperators.comparison(.equal, Variable(x - x), 0)
    },
    Builtin(
      "allclose",
      [.required("a"), .required("b"), .optional("tolerance", .real(1e-5))],
      help: """
        Whether no two elements differ by more than `tolerance`, relative to `b` where that is
        larger than 1.

            allclose(tensor([1, 2]), [1, 2.000001])      # true
        """
    ) { call in
      let (a, b) = (try call.variable(0).value, try call.variable(1).value)
      let limit = try Tensor(scalar: Float(call.number("tolerance")))
        * b.apply(.abs).combined(.maximum, 1)
      return .bool(
        try (a - b).apply(.abs).combined(.lessOrEqual, limit).data.allSatisfy { $0 == 1 })
    },
  ]

  /// Elements of `a` where the condition is not 0; each gradient goes where its element came from.
  private static func choose(
    _ condition: Tensor, _ a: Variable, _ b: Variable
  ) throws -> Variable {
    let shape = try Shapes.broadcast(
      condition.shape, Shapes.broadcast(a.shape, b.shape, for: "beside"), for: "choosing from")
    let chosen = try condition.broadcast(to: shape).data.map { $0 != 0 }
    let (first, second) = (try a.broadcast(to: shape), try b.broadcast(to: shape))
    return .choosing(chosen, first, second)
  }
}
