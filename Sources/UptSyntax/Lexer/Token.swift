/// The smallest unit of a script, with its place in bytes.
public struct Token: Sendable, Equatable {
  /// The kinds of tokens.
  public enum Kind: Sendable, Equatable {
    case identifier(String)
    case keyword(Keyword)
    case int(Int)
    case real(Double)
    case symbol(Symbol)
    /// The opening quote; the parts and a `stringEnd` follow.
    case stringStart
    case stringText(String)
    case interpolationStart
    case interpolationFormat(String)
    case interpolationEnd
    case stringEnd
    /// The end of a statement's line.
    case newline
    /// A `# %%` line.
    case cell
    case end
  }

  public let kind: Kind
  /// The offset of its first byte.
  public let lower: Int
  /// The offset after its last byte.
  public let upper: Int
}

/// The reserved words.
public enum Keyword: String, CaseIterable, Sendable {
  case `let`, `var`, `func`, `return`, `if`, `else`, `for`, `in`, `while`, `break`, `continue`
  case match, `try`, `catch`, `throw`, `import`
  case `true`, `false`, `nil`

  /// Whether a line that begins with it begins a statement, whatever stays open before it.
  var startsStatement: Bool {
    switch self {
    case .let, .var, .func, .return, .for, .while, .break, .continue, .import, .throw: true
    default: false
    }
  }
}

/// Operators and punctuation, longest first where one begins another.
public enum Symbol: String, CaseIterable, Sendable {
  case halfOpen = "..<"
  case closed = "..."
  case everything = ".."
  case powerAssign = "**="
  case floorAssign = "//="
  case power = "**"
  case floorDivide = "//"
  case plusAssign = "+="
  case minusAssign = "-="
  case timesAssign = "*="
  case divideAssign = "/="
  case remainderAssign = "%="
  case matmulAssign = "@="
  case equal = "=="
  case arrow = "=>"
  case notEqual = "!="
  case lessEqual = "<="
  case greaterEqual = ">="
  case and = "&&"
  case or = "||"
  case otherwise = "??"
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divide = "/"
  case remainder = "%"
  case matmul = "@"
  case less = "<"
  case greater = ">"
  case not = "!"
  case assign = "="
  case dot = "."
  case comma = ","
  case colon = ":"
  case leftParen = "("
  case rightParen = ")"
  case leftBracket = "["
  case rightBracket = "]"
  case leftBrace = "{"
  case rightBrace = "}"

  /// The operator it is between two operands.
  public var binary: BinaryOperator? { BinaryOperator(rawValue: rawValue) }

  /// The operator of a compound assignment such as `+=`.
  var compound: BinaryOperator? {
    switch self {
    case .powerAssign: .power
    case .floorAssign: .floorDivide
    case .plusAssign: .add
    case .minusAssign: .subtract
    case .timesAssign: .multiply
    case .divideAssign: .divide
    case .remainderAssign: .remainder
    case .matmulAssign: .matmul
    default: nil
    }
  }

  /// Whether a line that ends with it goes on in the next.
  var continuesAtEnd: Bool {
    switch self {
    case .comma, .dot, .colon, .assign, .arrow, .and, .or, .otherwise: true
    default: binary != nil || compound != nil
    }
  }

  /// Whether a line that begins with it goes on from the one before. A minus does so only with
  /// a space behind it, see the lexer.
  var continuesAtStart: Bool {
    switch self {
    case .dot, .and, .or, .otherwise, .minus: true
    default: binary != nil
    }
  }
}
