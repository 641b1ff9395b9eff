import Foundation
import UptTensor

/// A text file with a record a line, words divided by spaces, as data sets' authors write them.
struct AnnotationList {
  /// A line that is not empty.
  struct Line {
    let file: String
    /// From 1.
    let number: Int
    let text: String
    /// The words.
    var fields: [String] { text.split(separator: " ").map(String.init) }

    /// The first word, and what follows it.
    /// - Throws: `.format` when nothing does.
    func pair(_ expected: String) throws -> (first: String, rest: String) {
      guard let space = text.firstIndex(of: " ") else { throw failure(expected) }
      let rest = text[space...].trimmingCharacters(in: .whitespaces)
      return (String(text[..<space]), rest)
    }

    /// The error of a line that is not as `expected`.
    func failure(_ expected: String) -> EngineError {
      EngineError(.format, "\(file), line \(number): \(expected) is expected, not \"\(text)\"")
    }
  }

  let path: String
  let lines: [Line]

  /// - Throws: `.file` when the file cannot be read, `.format` when it is no text or empty.
  init(_ path: String) throws {
    self.path = path
    let all = try TextFile.read(path)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    lines = all.enumerated().compactMap { position, line in
      let text = line.trimmingCharacters(in: .whitespaces)
      return text.isEmpty ? nil : Line(file: path, number: position + 1, text: text)
    }
    guard !lines.isEmpty else { throw EngineError(.format, "\(path) is empty") }
  }

  /// The position of each line's text: what a list of classes says.
  var places: [String: Int] {
    Dictionary(lines.enumerated().map { ($1.text, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
