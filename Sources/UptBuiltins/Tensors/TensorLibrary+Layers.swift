import UptRuntime
import UptTensor

extension TensorLibrary {
  private static let x = Parameter.required("x", help: "a tensor")

  /// Functions that networks are made of.
  static let layers: [Builtin] = [
    Builtin(
      "softmax", [x, TensorMethods.lastAxis],
      help: """
        Exponentials that sum to 1 along an axis.

            softmax(tensor([0, 0])).to_list()      # [0.5, 0.5]
        """
    ) { .tensor(try $0.variable(0).softmax(axis: $0.int("axis"))) },
    Builtin(
      "log_softmax", [x, TensorMethods.lastAxis],
      help: """
        The logarithm of the softmax, without loss of precision.

            log_softmax(tensor([0, -1000])).to_list()      # [0.0, -1000.0]
        """
    ) { .tensor(try $0.variable(0).logSoftmax(axis: $0.int("axis"))) },
    Builtin(
      "normalize", [x, TensorMethods.lastAxis],
      help: """
        Scaled to Euclidean length 1 along an axis, as features are before their cosines.

            normalize(tensor([3, 4])).to_list()      # [0.6, 0.8]
        """
    ) { .tensor(try $0.variable(0).normalized(axis: $0.int("axis"))) },
    Builtin(
      "cosine_similarity", [.required("a"), .required("b"), TensorMethods.lastAxis],
      help: """
        The cosine of the angle between two tensors along an axis; their other axes are broadcast.
        The cosines of all rows with all others are normalize(a) @ normalize(b).T.

            cosine_similarity([1, 0], [[3, 4], [0, 2]]).to_list()      # [0.6, 0.0]
        """
    ) { .tensor(try $0.variable(0).cosineSimilarity($0.variable(1), axis: $0.int("axis"))) },
    Builtin(
      "layer_norm",
      [
        x, .omissible("weight", help: "factors for the last axis; 1 by default"),
        .omissible("bias", help: "what is added; 0 by default"), .optional("epsilon", .real(1e-5)),
      ],
      help: """
        Mean 0 and variance 1 along the last axis, then scaled and shifted.

            let y = layer_norm(tensor([[1, 2, 3]]))
            abs(y.mean()) < 0.001              # true
            abs(y.std() - 1) < 0.001           # true
        """
    ) { call in
      let x = try call.variable(0)
      let width = x.shape.suffix(1)
      let weight =
        try call.has("weight") ? call.variable("weight") : Variable(.full([Int](width), 1))
      let bias = try call.has("bias") ? call.variable("bias") : Variable(.zeros([Int](width)))
      return .tensor(
        try x.layerNorm(weight: weight, bias: bias, epsilon: Float(call.number("epsilon"))))
    },
    Builtin(
      "cross_entropy",
      [
        .required("logits", help: "[rows, classes]"),
        .required("labels", help: "the class of every row, as ints"),
      ],
      help: """
        The mean over rows of -log softmax(logits)[label], from logits that are not normalised.

            cross_entropy(tensor([[0, 100], [100, 0]]), [1, 0])      # 0.0
        """
    ) { call in
      let logits = try call.variable(0)
      return .tensor(try logits.crossEntropy(call.integers(1)))
    },
    Builtin(
      "matmul", [.required("a"), .required("b")],
      help: """
        The matrix product, as `a @ b`.

            matmul(eye(2), ones([2, 3])).shape      # [2, 3]
        """
    ) { .tensor(try $0.variable(0).matmul($0.variable(1))) },
    Builtin(
      "dot", [.required("a"), .required("b")],
      help: """
        The sum of the products of two tensors of one shape.

            dot([1, 2], [3, 4])      # 11.0
        """
    ) { call in
      let (a, b) = (try call.variable(0), try call.variable(1))
      guard a.shape == b.shape else {
        throw call.error(
          1, "`dot` needs two tensors of one shape, not \(a.shape) and \(b.shape)", kind: .shape)
      }
      return .tensor(try (a * b).sum())
    },
  ]
}
