/// A text about the operands of an operation, into which the runtime puts the words of the script:
///
///     let text: OperandText = "axis 1 of \(name: .left) is 768"
public struct OperandText: ExpressibleByStringInterpolation, Sendable {
  /// An operand of an operator, or an argument of a call.
  public struct Operand: Sendable {
    let position: Int
    let part: Int?

    /// The argument of the parameter at a position; of one that holds several, the one at `part`.
    public static func argument(_ position: Int, part: Int? = nil) -> Operand {
      Operand(position: position, part: part)
    }

    /// What a method is called on.
    public static let receiver = argument(-1)
    /// The left operand of an operator.
    public static let left = argument(0)
    /// The right operand of an operator.
    public static let right = argument(1)
  }

  enum Piece: Sendable {
    case text(String)
    /// What messages call the operand.
    case name(Operand)
    /// How the script writes it.
    case code(Operand)
    /// The same, in parentheses where a member is asked of it.
    case base(Operand)
  }

  let pieces: [Piece]

  /// A text without operands.
  public init(stringLiteral value: String) { pieces = [.text(value)] }

  /// A text of what was put in.
  public init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

  /// One text behind the other.
  public static func + (left: OperandText, right: OperandText) -> OperandText {
    "\(left)\(right)"
  }

  /// What a text can hold.
  public struct StringInterpolation: StringInterpolationProtocol {
    var pieces: [Piece] = []

    /// The beginning of a text.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Words.
    public mutating func appendLiteral(_ literal: String) { pieces.append(.text(literal)) }

    /// A number, a shape, or other text.
    public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      pieces.append(.text(value.description))
    }

    /// A text with operands of its own.
    public mutating func appendInterpolation(_ text: OperandText) { pieces += text.pieces }

    /// What messages call an operand: `` `x` ``, or `the left operand` where that would be long.
    public mutating func appendInterpolation(name operand: Operand) {
      pieces.append(.name(operand))
    }

    /// An operand as it stands in the script.
    public mutating func appendInterpolation(code operand: Operand) {
      pieces.append(.code(operand))
    }

    /// An operand of which a member is asked: `(a + b).T`.
    public mutating func appendInterpolation(base operand: Operand) {
      pieces.append(.base(operand))
    }
  }
}

/// Why the sizes of tensors do not fit, in terms of the operands; the runtime says it with the
/// words of the script.
public struct Misfit: Sendable {
  /// A changed form of the operation that was tried.
  public struct Fix: Sendable {
    let code: OperandText
    let result: String

    /// The form, and what it gives, for instance `[4, 512]`.
    public init(_ code: OperandText, gives result: String) {
      self.code = code
      self.result = result
    }
  }

  /// Which sizes disagree, in one sentence.
  public var reason: OperandText?
  /// What would fit; nil if nothing was found that does.
  public var fix: Fix?

  /// What is known of a failure.
  public init(reason: OperandText? = nil, fix: Fix? = nil) {
    self.reason = reason
    self.fix = fix
  }
}
