/// A stretch of a source file, in UTF-8 byte offsets.
public struct Span: Sendable {
  /// The file the offsets refer to.
  public let file: SourceFile
  /// The offset of the first byte.
  public let lower: Int
  /// The offset after the last byte.
  public let upper: Int

  /// The bytes `lower..<upper` of `file`, cut at its end.
  public init(_ file: SourceFile, _ lower: Int, _ upper: Int) {
    self.file = file
    self.lower = min(lower, file.bytes.count)
    self.upper = min(max(lower, upper), file.bytes.count)
  }

  /// The smallest span that holds this one and `other`.
  public func joined(_ other: Span) -> Span {
    Span(file, min(lower, other.lower), max(upper, other.upper))
  }

  /// The text it covers.
  public var text: String { file.text(from: lower, to: upper) }

  /// Where it starts.
  public var position: Position { file.position(at: lower) }

  /// `file:line:column` of its start.
  public var place: String {
    let position = position
    return "\(file.name):\(position.line):\(position.column)"
  }
}

extension Span: Equatable {
  /// Equal when they cover the same bytes of the same file object.
  public static func == (left: Span, right: Span) -> Bool {
    left.file === right.file && left.lower == right.lower && left.upper == right.upper
  }
}
