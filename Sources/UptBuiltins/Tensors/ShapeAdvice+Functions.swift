import UptRuntime
import UptTensor

/// What is said of functions and methods whose arguments do not fit.
extension ShapeAdvice {
  /// A function with what is known of its arguments when they do not fit.
  static func ofFunction(_ builtin: Builtin) -> Builtin {
    switch builtin.name {
    case "matmul": builtin.advised(by: matmul)
    case "maximum", "minimum", "where": builtin.advised(by: broadcasting)
    case "allclose", "cosine_similarity": builtin.advised(by: comparing)
    case "dot": builtin.advised(by: dot)
    case "outer": builtin.advised(by: outer)
    case "solve": builtin.advised(by: solve)
    case "layer_norm": builtin.advised(by: layerNorm)
    case "cross_entropy": builtin.advised(by: crossEntropy)
    case "concatenate": builtin.advised(by: concatenation)
    case "stack": builtin.advised(by: stacking)
    default: builtin
    }
  }

  /// A method of tensors with the same.
  static func ofMethod(_ builtin: Builtin) -> Builtin {
    builtin.name == "reshape" ? builtin.advised(by: reshape) : builtin
  }

  // MARK: Operands

  /// `matmul(a, b)`.
  static func matmul(_ call: Call) -> Misfit? {
    guard let a = call.shape(of: .left), let b = call.shape(of: .right) else { return nil }
    return product(a, b) { "matmul(\($0), \($1))" }
  }

  /// Functions of two or three tensors that have to have a shape in common.
  static func broadcasting(_ call: Call) -> Misfit? {
    let operands = call.tensorOperands
    let shapes = operands.compactMap(call.shape(of:))
    guard shapes.count == operands.count else { return nil }
    return broadcasting(shapes, operands) { written(call.builtin.name, $0) }
  }

  /// The same for functions of which nothing is suggested: tensors that are turned until they fit
  /// are hardly the ones that were to be compared.
  static func comparing(_ call: Call) -> Misfit? {
    broadcasting(call).map { Misfit(reason: $0.reason) }
  }

  private static func written(_ name: String, _ arguments: [OperandText]) -> OperandText {
    guard let first = arguments.first else { return "\(name)()" }
    let list = arguments.dropFirst().reduce(first) { "\($0), \($1)" }
    return "\(name)(\(list))"
  }

  /// `dot(a, b)`.
  static func dot(_ call: Call) -> Misfit? {
    guard let a = call.shape(of: .left), let b = call.shape(of: .right) else { return nil }
    let trial = ShapeTrial(
      operands: [.left, .right], shapes: [a, b], result: { $0[0] == $0[1] ? [] : nil },
      written: { "dot(\($0[0]), \($0[1]))" })
    var fix = trial.fix([ShapeTrial.transposed, ShapeTrial.flattened])
    if fix == nil, let result = try? Shapes.product(a, b) {
      fix = Misfit.Fix("\(base: .left) @ \(base: .right)", gives: ShapeTrial.text(result))
    }
    return Misfit(fix: fix)
  }

  /// `outer(a, b)`.
  static func outer(_ call: Call) -> Misfit? {
    guard let a = call.shape(of: .left), let b = call.shape(of: .right) else { return nil }
    let trial = ShapeTrial(
      operands: [.left, .right], shapes: [a, b],
      result: { $0.allSatisfy { $0.count == 1 } ? $0[0] + $0[1] : nil },
      written: { "outer(\($0[0]), \($0[1]))" })
    return Misfit(fix: trial.fix([ShapeTrial.flattened]))
  }

  /// `solve(a, b)`.
  static func solve(_ call: Call) -> Misfit? {
    guard let a = call.shape(of: .left), let b = call.shape(of: .right) else { return nil }
    let trial = ShapeTrial(
      operands: [.left, .right], shapes: [a, b],
      result: { shapes in
        let (a, b) = (shapes[0], shapes[1])
        return a.count == 2 && a[0] == a[1] && (1...2).contains(b.count) && b[0] == a[0] ? b : nil
      }, written: { "solve(\($0[0]), \($0[1]))" })
    return Misfit(fix: trial.fix([ShapeTrial.transposed]))
  }

  /// `layer_norm(x, weight, bias)`.
  static func layerNorm(_ call: Call) -> Misfit? {
    let parameters: [(operand: OperandText.Operand, label: String)] = [
      (.argument(0), ""), (.argument(1), "weight: "), (.argument(2), "bias: "),
    ]
    let given = parameters.filter { call.isGiven($0.operand) }
    let operands = given.map(\.operand)
    let shapes = operands.compactMap(call.shape(of:))
    guard shapes.count == operands.count else { return nil }
    let trial = ShapeTrial(
      operands: operands, shapes: shapes,
      result: { shapes in
        let width = shapes[0].suffix(1)
        return width.count == 1 && shapes.dropFirst().allSatisfy { $0[...] == width }
          ? shapes[0] : nil
      },
      written: { texts in
        written("layer_norm", zip(given, texts).map { "\($0.label)\($1)" })
      })
    return Misfit(fix: trial.fix([ShapeTrial.flattened, ShapeTrial.transposed]))
  }

  /// `cross_entropy(logits, labels)`.
  static func crossEntropy(_ call: Call) -> Misfit? {
    guard let logits = call.shape(of: .left), let labels = try? call.integers(1) else { return nil }
    let trial = ShapeTrial(
      operands: [.left], shapes: [logits],
      result: { $0[0].dropLast().reduce(1, &*) == labels.count ? [] : nil },
      written: { "cross_entropy(\($0[0]), \(code: .right))" })
    return Misfit(fix: trial.fix([ShapeTrial.transposed]))
  }

  // MARK: Reshaping

  /// `x.reshape(…)`: one of the sizes may follow from the others.
  static func reshape(_ call: Call) -> Misfit? {
    guard let shape = call.shape(of: .receiver), let count = try? Tensor.elementCount(shape),
      let sizes = try? call.sizes(call.list(0), 0), !sizes.contains(-1),
      let wanted = try? Tensor.elementCount(sizes)
    else { return nil }
    let free = sizes.indices.first { axis in
      var rest = sizes
      rest.remove(at: axis)
      guard let known = try? Tensor.elementCount(rest) else { return false }
      return known > 0 && !rest.contains(0) && count % known == 0
    }
    var fix: Misfit.Fix?
    if let free {
      var (open, result) = (sizes, sizes)
      open[free] = -1
      result[free] = 1
      result[free] = count / result.reduce(1, &*)
      let list = open.map(String.init).joined(separator: ", ")
      fix = Misfit.Fix("\(base: .receiver).reshape(\(list))", gives: "\(result)")
    }
    return Misfit(
      reason: "\(sizes) asks for \(wanted) elements, \(name: .receiver) has \(count)", fix: fix)
  }

  // MARK: Joining

  /// `concatenate(tensors, axis)`: another axis may do.
  static func concatenation(_ call: Call) -> Misfit? {
    guard let shapes = call.shapes(0), let first = shapes.first,
      var axis = try? call.int("axis")
    else { return nil }
    axis = axis < 0 ? axis + first.count : axis
    return Misfit(reason: joiningReason(shapes, except: axis), fix: joining(shapes))
  }

  /// `stack(tensors)`: they may have an axis along which they can be joined.
  static func stacking(_ call: Call) -> Misfit? {
    guard let shapes = call.shapes(0) else { return nil }
    return Misfit(reason: joiningReason(shapes, except: nil), fix: joining(shapes))
  }

  /// The first axis along which tensors can be concatenated.
  private static func joining(_ shapes: [[Int]]) -> Misfit.Fix? {
    guard let first = shapes.first else { return nil }
    for axis in first.indices where shapes.allSatisfy({ fits($0, first, except: axis) }) {
      var result = first
      result[axis] = shapes.reduce(0) { $0 &+ $1[axis] }
      let label = axis == 0 ? "" : ", axis: \(axis)"
      return Misfit.Fix("concatenate(\(code: .argument(0))\(label))", gives: "\(result)")
    }
    return nil
  }

  private static func fits(_ shape: [Int], _ other: [Int], except axis: Int?) -> Bool {
    shape.count == other.count
      && shape.indices.allSatisfy { $0 == axis || shape[$0] == other[$0] }
  }

  /// How the first tensor that does not fit differs from the one at the beginning.
  private static func joiningReason(_ shapes: [[Int]], except axis: Int?) -> OperandText? {
    guard let first = shapes.first,
      let odd = shapes.firstIndex(where: { !fits($0, first, except: axis) })
    else { return nil }
    let shape = shapes[odd]
    let a = OperandText.Operand.argument(0, part: 0)
    let b = OperandText.Operand.argument(0, part: odd)
    guard shape.count == first.count else {
      return "\(name: a) has \(axes(first)), \(name: b) has \(axes(shape)): "
        + "they must have equally many"
    }
    guard let place = shape.indices.first(where: { $0 != axis && shape[$0] != first[$0] }) else {
      return nil
    }
    return "axis \(place) of \(name: a) is \(first[place]), axis \(place) of \(name: b) is "
      + "\(shape[place]): " + (axis.map { "only axis \($0) may differ" } ?? "no axis may differ")
  }

  private static func axes(_ shape: [Int]) -> String {
    shape.count == 1 ? "1 axis" : "\(shape.count) axes"
  }
}

extension Call {
  /// The parameters that are tensors in a function that has nothing but tensors and options.
  fileprivate var tensorOperands: [OperandText.Operand] {
    builtin.parameters.indices.compactMap { position in
      if case .required = builtin.parameters[position].kind { return .argument(position) }
      return nil
    }
  }

  /// Whether there is an argument.
  fileprivate func isGiven(_ operand: OperandText.Operand) -> Bool {
    if case .nothing = value(of: operand) { return false }
    return true
  }

  /// The shape of an operand that is a tensor or numbers.
  fileprivate func shape(of operand: OperandText.Operand) -> [Int]? {
    try? TensorConversion.variable(value(of: operand))?.shape
  }

  /// The shapes of a list of tensors.
  fileprivate func shapes(_ position: Int) -> [[Int]]? { try? variables(position).map(\.shape) }
}
