import UptSyntax
import UptTensor

/// Reads the script out of a notebook file, whoever wrote it.
struct NotebookReader {
  private let notebook: JSONValue
  private let cells: [JSONValue]
  private let path: String

  /// - Throws: `.format` unless it is a notebook of nbformat 4.
  init(_ notebook: JSONValue, path: String) throws {
    guard let version = notebook["nbformat"]?.integer else {
      throw EngineError(.format, "\(path) is JSON but no notebook: it does not say its nbformat")
    }
    guard version == 4 else {
      throw EngineError(
        .format, "\(path) is a notebook of nbformat \(version), and only nbformat 4 can be read",
        hint: "`jupyter nbconvert --to notebook --nbformat 4` converts it")
    }
    guard let cells = notebook["cells"]?.array else {
      throw EngineError(.format, "\(path) is a notebook without a list of cells")
    }
    self.notebook = notebook
    self.cells = cells
    self.path = path
  }

  /// The script.
  /// - Throws: `.format` for a cell that is not as it should be.
  func script() throws -> String {
    let own = notebook["metadata"]?[NotebookWriter.key]
    let lineEnds = own?["lines"]?.string.flatMap(LineEnds.init)
    var text = ""
    if let before = own?["before"]?.string, before.isBlank, before.unicodeScalars.last == "\n" {
      text = before
    }
    for (index, value) in cells.enumerated() {
      let cell = try NotebookCell(value, number: index + 1, path: path, lineEnds)
      let isLast = index == cells.count - 1
      let parts = cell.parts(isFirst: text.isEmpty, isLast: isLast)
      if !isLast, !parts.body.canBeFollowed { throw openString(in: index + 1) }
      text += parts.text
    }
    return lineEnds == .windows ? text.withWindowsLines : text
  }

  private func openString(in number: Int) -> EngineError {
    EngineError(
      .format, "\(path): cell \(number) opens a string of several lines and does not end it, so "
        + "the next cell would be part of it", hint: "end it with \"\"\" in the notebook")
  }
}
