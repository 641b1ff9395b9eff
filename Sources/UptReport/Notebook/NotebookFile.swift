import UptNotebook
import UptSyntax
import UptTensor

/// Reports as files for Jupyter (`.ipynb`, nbformat 4.5), and scripts from such files.
///
/// Titles and kinds of cells stand where Jupytext puts them. What of a script's text cannot be
/// derived from the cells, such as a third blank line, is kept in the metadata under `upt`, so that
/// the way there and back gives the same bytes. What a user changes in Jupyter wins over it.
public enum NotebookFile {
  /// The text of the file for a report.
  public static func text(_ report: Report) -> String {
    NotebookWriter(report).document.text(indent: 1) + "\n"
  }

  /// The script in a file of the name `path`, which is only for messages.
  /// - Throws: `.format`, when the bytes are no notebook of nbformat 4, or one that no script can
  ///   hold.
  public static func script(_ bytes: [UInt8], of path: String) throws -> String {
    try NotebookReader(JSONValue(parsing: bytes, of: path), path: path).script()
  }
}
