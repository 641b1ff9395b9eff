/// A value in a MATLAB file. Matrices are lists, column by column.
public indirect enum MatlabValue: Sendable, Equatable {
  /// Real numbers of any width.
  case numbers([Double])
  /// One line of characters.
  case text(String)
  /// The values of a cell array.
  case cells([MatlabValue])
  /// The elements of a struct array, by the names of their fields.
  case structs([[String: MatlabValue]])
  /// Something else, such as a function or a sparse matrix.
  case unread

  /// The only number, if that is what it is.
  public var number: Double? {
    if case .numbers(let all) = self, all.count == 1 { return all[0] }
    return nil
  }

  /// The only number, if it is an integer.
  public var integer: Int? { number.flatMap { Int(exactly: $0) } }

  /// The text, if it is one.
  public var text: String? {
    if case .text(let text) = self { return text }
    return nil
  }
}
