import UptRuntime
import UptTensor

/// Matrices: equations, factorisations and their parts.
extension TensorLibrary {
  private static let matrix = Parameter.required("a", help: "a matrix")

  static let linearAlgebra: [Builtin] = equations + factorisations + parts

  private static let equations: [Builtin] = [
    Builtin(
      "solve",
      [
        .required("a", help: "a square matrix"),
        .required("b", help: "a vector, or a matrix of a right side in every column"),
      ],
      help: """
        The x for which a @ x is b.

            solve([[2, 0], [0, 4]], [2, 4]).to_list()      # [1.0, 1.0]
        """
    ) { call in
      let (a, b) = (try call.variable(0), try call.variable(1))
      return .tensor(try call.blaming("a") { try a.solved(for: b) })
    },
    Builtin(
      "inverse", [matrix],
      help: """
        The inverse of a square matrix. `solve(a, b)` is faster and more precise than
        inverse(a) @ b.

            inverse([[2, 0], [0, 4]]).to_list()      # [[0.5, 0.0], [0.0, 0.25]]
        """
    ) { call in .tensor(try call.blaming("a") { try call.variable(0).inverse() }) },
    Builtin(
      "det", [matrix],
      help: "The determinant of a square matrix.\n\n    det([[1, 2], [3, 4]])      # -2.0"
    ) { call in .tensor(try call.blaming("a") { try call.variable(0).determinant() }) },
  ]

  /// A factorisation into tensors with names, which has no gradient.
  private static func factorisation(
    _ name: String, _ sentence: String, _ example: String,
    _ body: @escaping (Tensor) throws -> [(label: String, tensor: Tensor)]
  ) -> Builtin {
    let help = "\(sentence) No gradient flows through it.\n\n    \(example)"
    return Builtin(name, [matrix], help: help) { call in
      try call.blaming("a") {
        .record(try body(call.variable(0).constant(for: name)).map { ($0, .tensor($1)) })
      }
    }
  }

  private static let factorisations: [Builtin] = [
    factorisation(
      "svd",
      """
      The singular value decomposition as a record of `u`, `s` and `vt`: orthonormal columns, the
      singular values from the largest on, and orthonormal rows, with u @ diag(s) @ vt the matrix.
      """, "svd([[0, 2], [1, 0]]).s.to_list()      # [2.0, 1.0]"
    ) { a in
      let (u, s, vt) = try a.singularValues()
      return [("u", u), ("s", s), ("vt", vt)]
    },
    factorisation(
      "eigh",
      """
      The eigenvalues of a symmetric matrix, from the smallest on, and its eigenvectors as columns,
      as a record of `values` and `vectors`.
      """, "eigh([[2, 1], [1, 2]]).values.to_list()      # [1.0, 3.0]"
    ) { a in
      let (values, vectors) = try a.symmetricEigenvectors()
      return [("values", values), ("vectors", vectors)]
    },
    factorisation(
      "qr",
      """
      Orthonormal columns `q` and an upper triangle `r`, with q @ r the matrix, as a record.
      """, "qr([[0, 2], [1, 0]]).r.to_list()      # [[1.0, 0.0], [0.0, 2.0]]"
    ) { a in
      let (q, r) = try a.orthogonalised()
      return [("q", q), ("r", r)]
    },
  ]

  private static let parts: [Builtin] = [
    Builtin(
      "norm",
      [
        .required("x"), .omissible("axis", help: "an axis or a list of them; all by default"),
        .optional("keep", .bool(false), isLabelOnly: true, help: "whether reduced axes stay"),
      ],
      help: """
        The Euclidean length, along an axis or of all elements.

            norm([3, 4])                                # 5.0
            norm([[3, 4], [0, 1]], axis: 1).to_list()   # [5.0, 1.0]
        """
    ) { .tensor(try $0.variable(0).norm(axes: $0.axes("axis"), keepDims: $0.bool("keep"))) },
    Builtin(
      "diag", [.required("x")],
      help: """
        The diagonal of a matrix, or the matrix with a vector as its diagonal.

            diag([[1, 2], [3, 4]]).to_list()      # [1.0, 4.0]
            diag([1, 2]).to_list()                # [[1.0, 0.0], [0.0, 2.0]]
        """
    ) { call in .tensor(try call.blaming("x") { try call.variable(0).diagonal() }) },
    Builtin(
      "trace", [matrix],
      help: "The sum of a matrix's diagonal.\n\n    trace([[1, 2], [3, 4]])      # 5.0"
    ) { call in
      let a = try call.variable(0)
      guard a.value.rank == 2 else {
        throw call.error(0, "the trace is that of a matrix, not of the shape \(a.shape)",
          kind: .shape)
      }
      return .tensor(try a.diagonal().sum())
    },
    Builtin(
      "outer", [.required("a", help: "a vector"), .required("b", help: "a vector")],
      help: """
        The products of every element of `a` with every one of `b`.

            outer([1, 2], [3, 4]).to_list()      # [[3.0, 4.0], [6.0, 8.0]]
        """
    ) { .tensor(try $0.variable(0).outer($0.variable(1))) },
  ]
}
