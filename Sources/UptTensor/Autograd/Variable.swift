/// A tensor that remembers how it was computed, if anything it was computed from asks for a
/// gradient.
///
/// A variable without such inputs is a constant: nothing is recorded and its inputs are free to go.
/// Every operation, built in or custom, is one node: its value, its inputs and a pullback that
/// turns the gradient of the value into gradients of the inputs.
///
/// Values never change, so a graph can be used for several backward passes. Gradients are
/// tensors, not variables: there are first derivatives only.
public final class Variable {
  /// From the gradient of a result to the gradients of its inputs, in their order; nil where an
  /// input has none. It must not hold variables, only tensors: the inputs hold the graph together
  /// and are taken apart without recursion.
  public typealias Pullback = (Tensor) throws -> [Tensor?]

  public let value: Tensor
  /// Whether ``backward(seeds:keeping:)`` computes a gradient for this.
  public let requiresGradient: Bool
  /// The operation that made this, for messages; "input" for a leaf.
  public let name: String
  /// What it was computed from, as far as gradients need it; they live as long as it does.
  public private(set) var inputs: [Variable] = []
  private(set) var pullback: Pullback?

  /// A leaf: a parameter if it requires a gradient, a constant otherwise.
  public init(_ value: Tensor, requiresGradient: Bool = false) {
    self.value = value
    self.requiresGradient = requiresGradient
    name = "input"
  }

  private init(name: String, value: Tensor, inputs: [Variable], pullback: @escaping Pullback) {
    self.value = value
    self.name = name
    self.requiresGradient = true
    self.inputs = inputs
    self.pullback = pullback
  }

  /// The result of an operation defined elsewhere, such as a pass through an encoder.
  ///
  /// - Parameter pullback: called at most once per backward pass, with the gradient of `value`;
  ///   one gradient per input, in its shape. A mistake in it is found by ``GradCheck``.
  /// - Returns: a constant when no input requires a gradient; `pullback` is then dropped.
  public static func custom(
    _ name: String = "custom", inputs: [Variable], value: Tensor, pullback: @escaping Pullback
  ) -> Variable {
    guard inputs.contains(where: \.requiresGradient) else { return Variable(value) }
    return Variable(name: name, value: value, inputs: inputs, pullback: pullback)
  }

  /// One input of an operation, and the gradient with respect to it.
  typealias Edge = (input: Variable, gradient: (Tensor) throws -> Tensor)

  /// An operation whose inputs' gradients are independent of each other; only the ones that are
  /// needed are kept and computed.
  static func record(_ name: String, _ value: Tensor, _ edges: [Edge]) -> Variable {
    let needed = edges.filter { $0.input.requiresGradient }
    let gradients = needed.map(\.gradient)
    return custom(name, inputs: needed.map(\.input), value: value) { dy in
      try gradients.map { try $0(dy) }
    }
  }

  public var shape: [Int] { value.shape }

  /// The same value, as a constant.
  public func detached() -> Variable { Variable(value) }

  /// Takes the graph apart with a stack of its own: releasing a long chain link by link from within
  /// each other would overflow the system's.
  deinit {
    pullback = nil
    var stack = inputs
    inputs = []
    while var next = stack.popLast() {
      guard isKnownUniquelyReferenced(&next) else { continue }
      stack.append(contentsOf: next.inputs)
      next.inputs = []
      next.pullback = nil
    }
  }
}

/// `2` and `0.5` beside a variable are constants: `try 2 * x`.
extension Variable: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public convenience init(floatLiteral value: Float) { self.init(Tensor(scalar: value)) }
  public convenience init(integerLiteral value: Int) { self.init(Tensor(scalar: Float(value))) }
}
