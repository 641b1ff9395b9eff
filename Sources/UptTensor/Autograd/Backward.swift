/// What a backward pass found: gradients of the leaves, and of whatever else it was asked to keep.
public struct Gradients {
  /// The variable is held too, so that its identity cannot be reused.
  private var entries: [ObjectIdentifier: (variable: Variable, gradient: Tensor)] = [:]

  /// The gradient with respect to `variable`; nil if the roots do not depend on it.
  public subscript(variable: Variable) -> Tensor? { entries[ObjectIdentifier(variable)]?.gradient }

  /// The gradient with respect to `variable`; zeros if the roots do not depend on it.
  public func gradient(of variable: Variable) -> Tensor {
    self[variable] ?? .zeros(like: variable.value)
  }

  /// All gradients that were kept, in no order.
  public var all: [(variable: Variable, gradient: Tensor)] { Array(entries.values) }

  fileprivate mutating func take(_ variable: Variable) -> Tensor? {
    entries.removeValue(forKey: ObjectIdentifier(variable))?.gradient
  }

  /// A gradient is added as precisely as its variable is known.
  fileprivate mutating func add(_ gradient: Tensor, to variable: Variable) {
    let gradient = variable.value.exact == nil ? gradient : gradient.inDoublePrecision
    guard var sum = take(variable) else {
      entries[ObjectIdentifier(variable)] = (variable, gradient)
      return
    }
    sum.add(gradient)
    entries[ObjectIdentifier(variable)] = (variable, sum)
  }
}

extension Variable {
  /// Gradients of Σ ⟨root, seed⟩ with respect to all leaves that require one.
  ///
  /// - Parameters:
  ///   - seeds: the roots and the gradients with respect to them.
  ///   - kept: intermediate results whose gradients are wanted too.
  ///   - isEnd: intermediate results behind which the pass does not go on; their gradients are
  ///     kept.
  /// - Throws: `.shape` when a seed or a custom gradient has another shape than its variable;
  ///   whatever a custom pullback throws.
  public static func backward(
    seeds: [(Variable, Tensor)], keeping kept: [Variable] = [],
    upTo isEnd: (Variable) -> Bool = { _ in false }
  ) throws -> Gradients {
    var gradients = Gradients()
    for (root, seed) in seeds {
      guard seed.shape == root.shape else {
        throw EngineError(
          .shape, "the gradient of a result of shape \(root.shape) cannot have the shape "
            + "\(seed.shape)")
      }
      if root.requiresGradient { gradients.add(seed, to: root) }
    }
    let kept = Set(kept.map { ObjectIdentifier($0) })
    for variable in order(seeds.map(\.0), upTo: isEnd).reversed() {
      guard let pullback = variable.pullback, !isEnd(variable) else { continue }
      let keep = kept.contains(ObjectIdentifier(variable))
      guard let dy = keep ? gradients[variable] : gradients.take(variable) else { continue }
      let results = try pullback(dy)
      guard results.count == variable.inputs.count else {
        throw EngineError(
          .shape, "the pullback of \(variable.name) gave \(results.count) gradients for "
            + Shapes.counted(variable.inputs.count, "input", "inputs"))
      }
      for (input, gradient) in zip(variable.inputs, results) where input.requiresGradient {
        guard let gradient else { continue }
        guard gradient.shape == input.shape else {
          throw EngineError(
            .shape, "the pullback of \(variable.name) gave a gradient of shape "
              + "\(gradient.shape) for an input of shape \(input.shape)")
        }
        gradients.add(gradient, to: input)
      }
    }
    return gradients
  }

  /// The gradient of a scalar with respect to each variable; zeros where it does not depend on one.
  /// - Throws: `.shape` when `scalar` has more than one element.
  public static func gradient(
    of scalar: Variable, withRespectTo variables: [Variable]
  ) throws -> [Tensor] {
    guard scalar.value.count == 1 else {
      throw EngineError(
        .shape, "a gradient needs a single number to differentiate, but the shape is "
          + "\(scalar.shape)", hint: "sum() or mean() makes one")
    }
    let gradients = try backward(
      seeds: [(scalar, .ones(like: scalar.value))], keeping: variables)
    return variables.map { gradients.gradient(of: $0) }
  }

  /// Everything the roots depend on that requires a gradient, inputs before results; a depth-first
  /// search with a stack of its own, so that no graph is too deep.
  static func order(
    _ roots: [Variable], upTo isEnd: (Variable) -> Bool = { _ in false }
  ) -> [Variable] {
    var order: [Variable] = []
    var seen = Set<ObjectIdentifier>()
    var stack: [(variable: Variable, next: Int)] = []
    for root in roots where root.requiresGradient {
      if seen.insert(ObjectIdentifier(root)).inserted { stack.append((root, 0)) }
      while let (variable, next) = stack.last {
        guard next < variable.inputs.count, !isEnd(variable) else {
          order.append(variable)
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let input = variable.inputs[next]
        if input.requiresGradient, seen.insert(ObjectIdentifier(input)).inserted {
          stack.append((input, 0))
        }
      }
    }
    return order
  }
}
