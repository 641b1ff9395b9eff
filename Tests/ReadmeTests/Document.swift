import Foundation

/// A text of the project whose examples are run: the README, or a chapter of the reference.
struct Document {
  /// A fenced block: its language, and its lines with the number of the first one.
  struct Block: Sendable {
    let language: String
    /// The zero-based line of the file that the first line of the block is.
    let start: Int
    let lines: [String]
    /// The last line before the block that is not empty.
    let introduction: String
  }

  /// The folder that holds the project.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  /// The folder of the language reference.
  static let reference = root.appendingPathComponent("Grammar/reference")

  let file: URL
  let lines: [String]
  let blocks: [Block]

  static func readme() throws -> Document {
    try Document(root.appendingPathComponent("README.md"))
  }

  /// The chapters of the reference that are written by hand, in their order.
  static func chapters() throws -> [Document] {
    try FileManager.default.contentsOfDirectory(atPath: reference.path).sorted()
      .filter { $0.first?.isNumber == true && $0.hasSuffix(".md") }
      .map { try Document(reference.appendingPathComponent($0)) }
  }

  init(_ file: URL) throws {
    self.file = file
    let text = try String(contentsOf: file, encoding: .utf8)
    lines = text.components(separatedBy: "\n")
    var blocks: [Block] = []
    var opening: (language: String, line: Int)?
    var introduction = ""
    for (number, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        if let open = opening {
          blocks.append(
            Block(
              language: open.language, start: open.line + 1,
              lines: Array(lines[(open.line + 1)..<number]), introduction: introduction))
          opening = nil
        } else {
          opening = (String(line.dropFirst(3)), number)
        }
      } else if opening == nil, !line.isEmpty {
        introduction = line
      }
    }
    self.blocks = blocks
  }

  /// What it is called in messages.
  var name: String { file.lastPathComponent }

  /// The scripts that its other scripts import, by their file names.
  var modules: [String: String] {
    Dictionary(
      blocks.filter { $0.language.hasPrefix("upt ") }.map { block in
        (String(block.language.dropFirst(4)), block.lines.joined(separator: "\n") + "\n")
      }, uniquingKeysWith: { $1 })
  }

  func blocks(_ language: String) -> [Block] { blocks.filter { $0.language == language } }

  /// All that is written, in one line: a command may be broken over two.
  var flowing: String { lines.joined(separator: " ") }

  /// Where what is shown now is to take the place of what was; see `UPT_UPDATE`.
  static var isUpdating: Bool { ProcessInfo.processInfo.environment["UPT_UPDATE"] == "1" }

  /// Replaces ranges of lines, given from the first to the last, and writes the file.
  func write(_ replacements: [(range: Range<Int>, lines: [String])]) throws {
    if replacements.isEmpty { return }
    var lines = lines
    for replacement in replacements.reversed() {
      lines.replaceSubrange(replacement.range, with: replacement.lines)
    }
    try Data(lines.joined(separator: "\n").utf8).write(to: file)
  }
}
