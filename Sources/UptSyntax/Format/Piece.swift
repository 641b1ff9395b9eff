/// A token or comment as the layout sees it: what it is, how wide, where it stands.
///
/// The layout only ever changes `breaks` and `column`; pieces are neither added nor removed.
struct Piece {
  /// What decides about the spaces around a piece.
  enum Role: Equatable {
    /// A name, a number, a whole string, a label.
    case operand
    case keyword(Keyword)
    /// `-` or `!` before a value.
    case prefix
    /// An operator between values, `=` or `=>`.
    case infix(Symbol)
    /// `..`, `...` or `..<`.
    case range
    /// A bracket; attached to the operand before it if it calls or indexes that.
    case open(Symbol, isAttached: Bool)
    case close(Symbol)
    case dot, comma, colon
    case comment
    /// A `# %%` line.
    case mark
    /// The body of a markdown cell.
    case markdown
  }

  let role: Role
  /// What is written, which for a string or markdown can be several lines.
  let text: String
  /// The width of its first line, in characters.
  let width: Int
  /// The width of its last line if it has several.
  let lastWidth: Int?
  /// The line breaks in it.
  let innerBreaks: Int
  /// Whether a statement, an arm, an element or a clause begins with it.
  let isBeginning: Bool
  /// The place of the bracket around it among the pieces.
  let parent: Int?
  /// How many brackets are around it.
  let depth: Int
  /// Of an opening bracket: the place of the closing one.
  var partner: Int?
  /// Of the brace of a closure with parameters: the place behind `in`.
  var body: Int?
  /// Of an opening bracket: the indentation of its line.
  var base = 0
  /// The line breaks before it: none, one, or two with a blank line.
  var breaks: Int
  /// The column of its first character, from 0.
  var column: Int

  init(
    _ role: Role, _ text: String, isBeginning: Bool, parent: Int?, depth: Int, breaks: Int,
    column: Int
  ) {
    self.role = role
    self.text = text
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    width = lines.first.map { Substring($0).count } ?? 0
    lastWidth = lines.count > 1 ? lines.last.map { Substring($0).count } : nil
    innerBreaks = lines.count - 1
    self.isBeginning = isBeginning
    self.parent = parent
    self.depth = depth
    self.breaks = breaks
    self.column = column
  }

  /// The column behind it.
  var end: Int { lastWidth ?? column + width }

  var isComment: Bool { role == .comment }

  /// Whether a value may end with it, so that a minus behind it subtracts.
  var endsOperand: Bool {
    switch role {
    case .operand, .close: true
    default: false
    }
  }

  var isInfix: Bool {
    if case .infix = role { return true }
    return false
  }

  var isClose: Bool {
    if case .close = role { return true }
    return false
  }

  var isBrace: Bool {
    if case .open(.leftBrace, _) = role { return true }
    return false
  }

  var isOpen: Bool {
    if case .open = role { return true }
    return false
  }

  /// The number of spaces between it and the piece behind it on its line.
  func space(before next: Piece) -> Int {
    switch (role, next.role) {
    // With a space behind it, the sign at the beginning of a line would go on with the one before.
    case (.prefix, .comment): 0
    case (_, .comment): 2
    case (.open, .close): 0
    case (.open(.leftBrace, _), _), (_, .close(.rightBrace)): 1
    case (.open, _), (_, .close), (.prefix, _), (.dot, _): 0
    case (_, .dot), (_, .comma), (_, .colon), (_, .open(_, isAttached: true)): 0
    case (.range, .keyword), (.range, .infix), (.range, .open(.leftBrace, _)): 1
    case (.range, _): 0
    case (_, .range): endsOperand ? 0 : 1
    default: 1
    }
  }
}
