/// Parses a source into cells of statements, by recursive descent with precedence climbing.
///
/// After an error it goes on at the next statement, so that one pass finds several. The nesting
/// of the text and the height of the tree are bounded, so that no input overflows the stack.
public struct Parser {
  /// How deep brackets, blocks and prefix operators may nest.
  public static let nestingLimit = 256
  /// How high an expression's tree may get, for instance by a long chain of `+`.
  public static let heightLimit = 1000

  let file: SourceFile
  let tokens: [Token]
  var index = 0
  var diagnostics: [Diagnostic]
  /// Whether an error was reported in this statement; further ones would only be echoes.
  var isRecovering = false
  /// Whether a `{` after an expression may be a trailing closure.
  var allowsTrailing = true
  var nesting = 0
  /// Whether a limit was passed; nothing is reported after that.
  var isAbandoned = false
  var missing: String?
  let comments: [Span]
  private let openAtEnd: Bool
  private let endsInsideString: Bool

  private init(_ file: SourceFile) {
    var lexer = Lexer(file)
    lexer.run()
    self.file = file
    tokens = lexer.tokens
    diagnostics = lexer.diagnostics
    comments = lexer.comments
    openAtEnd = !lexer.openings.isEmpty
    endsInsideString = lexer.endsInsideString
  }

  /// Parses a whole source.
  public static func parse(_ source: SourceFile) -> Program {
    var parser = Parser(source)
    let lexical = parser.diagnostics
    let hadLexicalErrors = parser.diagnostics.count > (parser.endsInsideString ? 1 : 0)
    let cells = parser.parseCells()
    if parser.endsInsideString { parser.missing = "\"\"\"" }
    if hadLexicalErrors { parser.missing = nil }
    let parsed = parser.diagnostics.dropFirst(lexical.count)
    let ordered = (lexical + parsed.filter { !isEcho($0, of: lexical) }).inOrder
    return Program(
      source: source, cells: cells, comments: parser.comments, diagnostics: ordered,
      missing: parser.missing)
  }

  /// Parses a text without cells, for a REPL's input or a command-line argument.
  public static func parse(text: String, name: String) -> Program {
    parse(SourceFile(name: name, text: text))
  }

  /// Whether an error only follows from a character or string on its line that makes no token.
  private static func isEcho(_ diagnostic: Diagnostic, of lexical: [Diagnostic]) -> Bool {
    guard diagnostic.code == "E0105", let span = diagnostic.span else { return false }
    let line = span.file.line(at: span.lower)
    return lexical.contains { $0.span.map { $0.file.line(at: $0.lower) == line } ?? false }
  }

  // MARK: Tokens

  var current: Token { tokens[min(index, tokens.count - 1)] }

  func peek(_ distance: Int = 1) -> Token.Kind { tokens[min(index + distance, tokens.count - 1)].kind }

  func at(_ symbol: Symbol) -> Bool { current.kind == .symbol(symbol) }

  func at(_ keyword: Keyword) -> Bool { current.kind == .keyword(keyword) }

  mutating func advance() { if index < tokens.count - 1 { index += 1 } }

  mutating func take(_ symbol: Symbol) -> Bool {
    guard at(symbol) else { return false }
    advance()
    return true
  }

  mutating func skipNewlines() {
    while current.kind == .newline { advance() }
  }

  /// The place of the current token, or the end of the one before if the line ends here.
  var here: Span {
    switch current.kind {
    case .newline, .end, .cell:
      let end = index > 0 ? tokens[index - 1].upper : current.lower
      return Span(file, end, end)
    default: return Span(file, current.lower, current.upper)
    }
  }

  /// The place from an offset to the end of the last token taken.
  func span(from lower: Int) -> Span {
    Span(file, lower, index > 0 ? max(lower, tokens[index - 1].upper) : lower)
  }

  // MARK: Errors

  /// Reports an error unless one was reported in this statement already.
  mutating func fail(
    _ code: String, _ message: String, at place: Span? = nil, label: String? = nil,
    notes: [Diagnostic.Note] = [], hint: String? = nil
  ) {
    guard !isRecovering, !isAbandoned else { return isRecovering = true }
    isRecovering = true
    diagnostics.append(
      Diagnostic(code, message, span: place ?? here, label: label, notes: notes, hint: hint))
  }

  /// Reports that something else was expected here; at the end of an unfinished text it notes
  /// what is missing, for the REPL.
  ///
  /// - Parameter mayFollow: whether it may stand on the next line, though nothing is open here.
  mutating func expected(
    _ what: String, code: String = "E0105", notes: [Diagnostic.Note] = [], hint: String? = nil,
    mayFollow: Bool = false
  ) {
    let isAtEnd = current.kind == .end || (current.kind == .newline && peek() == .end)
    if isAtEnd, diagnostics.isEmpty || endsInsideString,
      openAtEnd || previousContinues || mayFollow {
      missing = what
    }
    fail(code, "expected \(what), found \(found)", label: nil, notes: notes, hint: hint)
  }

  private var previousContinues: Bool {
    guard index > 0, case .symbol(let symbol) = tokens[index - 1].kind else { return false }
    return symbol.continuesAtEnd
  }

  /// The current token in words.
  var found: String {
    switch current.kind {
    case .newline: return "the end of the line"
    case .end: return "the end of the text"
    case .cell: return "the end of the cell"
    case .keyword(let keyword): return "the keyword `\(keyword.rawValue)`"
    case .stringStart, .stringText, .stringEnd: return "a string"
    default: return "`\(file.text(from: current.lower, to: current.upper))`"
    }
  }

  /// Takes a symbol or reports that it was expected.
  @discardableResult
  mutating func expect(_ symbol: Symbol, opening: Int? = nil, hint: String? = nil) -> Bool {
    if take(symbol) { return true }
    let notes = opening.map {
      [Diagnostic.Note("it would close this", span: Span(file, $0, $0 + 1))]
    }
    expected("`\(symbol.rawValue)`", notes: notes ?? [], hint: hint)
    return false
  }

  /// Goes on behind the statement that has an error.
  mutating func synchronize() {
    var braces = 0
    while true {
      switch current.kind {
      case .end, .cell: return
      case .newline where braces == 0: return
      case .symbol(.leftBrace): braces += 1
      case .symbol(.rightBrace):
        if braces == 0 { return }
        braces -= 1
      default: break
      }
      advance()
    }
  }

  /// Runs a part of the parser one level deeper; nil and an error if that is too deep.
  mutating func nested<Result>(_ body: (inout Parser) -> Result) -> Result? {
    guard nesting < Parser.nestingLimit else {
      abandon("this is nested more than \(Parser.nestingLimit) levels deep")
      return nil
    }
    nesting += 1
    defer { nesting -= 1 }
    return body(&self)
  }

  /// Reports that the text is beyond a limit and skips the rest of it.
  mutating func abandon(_ message: String) {
    isRecovering = isAbandoned
    fail("E0110", message, hint: "give parts of it names with `let`, or build it in a loop")
    index = tokens.count - 1
    isAbandoned = true
  }

  /// An expression node, or an error if its tree is too high.
  mutating func node(_ kind: Expression.Kind, from lower: Int) -> Expression {
    let expression = Expression(kind, span(from: lower))
    guard expression.height > Parser.heightLimit else { return expression }
    abandon("the expression has more than \(Parser.heightLimit) levels of operations")
    return Expression(.missing, span(from: lower))
  }
}
