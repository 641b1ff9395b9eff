import Foundation

/// The project's README: its fenced blocks, and where everything it talks about lies.
struct Readme {
  /// A fenced block: its language, and its lines with the number of the first one.
  struct Block: Sendable {
    let language: String
    /// The zero-based line of the file that the first line of the block is.
    let start: Int
    let lines: [String]
    /// The last line before the block that is not empty.
    let introduction: String
  }

  /// The folder that holds the README.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let file = root.appendingPathComponent("README.md")

  let lines: [String]
  let blocks: [Block]

  init() throws { self.init(text: try String(contentsOf: Self.file, encoding: .utf8)) }

  init(text: String) {
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

  func blocks(_ language: String) -> [Block] { blocks.filter { $0.language == language } }

  /// All that is written, in one line: a command may be broken over two.
  var flowing: String { lines.joined(separator: " ") }

  /// Where what is shown now is to take the place of what was; see `UPT_UPDATE`.
  static var isUpdating: Bool { ProcessInfo.processInfo.environment["UPT_UPDATE"] == "1" }

  /// Replaces ranges of lines, given from the first to the last, and writes the file.
  func write(_ replacements: [(range: Range<Int>, lines: [String])]) throws {
    var lines = lines
    for replacement in replacements.reversed() {
      lines.replaceSubrange(replacement.range, with: replacement.lines)
    }
    try Data(lines.joined(separator: "\n").utf8).write(to: Self.file)
  }
}
