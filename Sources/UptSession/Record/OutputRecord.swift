import Foundation
import UptTensor

/// What the cells of a script gave, written down beside it: text that is read in a diff.
///
///     upt-script 0.1.0
///     --tolerance 0.005
///     --set seeds=1
///
///     # %% Accuracy by depth
///       depth    accuracy
///       ─────────────────
///       shallow     19.2%
///
/// A line of output is two spaces behind the margin. Whoever edits the file may put `…` for lines
/// that are never the same.
public struct OutputRecord: Equatable, Sendable {
  /// How the script was run, and how much may differ.
  public struct Head: Equatable, Sendable {
    /// By how much of themselves numbers may differ, and percentages by how much of the whole.
    public var tolerance = 0.005
    /// The seed of whatever the script gives none.
    public var seed = 1
    /// Values for the script's `[parameters]` cell: `name=value`.
    public var settings: [String] = []

    /// The usual head.
    public init() {}
  }

  /// What a cell gave.
  public struct Section: Equatable, Sendable {
    /// What people call the cell.
    public var title: String
    /// The lines of its output.
    public var lines: [String]
  }

  /// How it was run.
  public var head: Head
  /// The cells that gave something, in order.
  public var sections: [Section]

  /// A record.
  public init(head: Head = Head(), sections: [Section] = []) {
    self.head = head
    self.sections = sections
  }

  /// Where the record of a script lies.
  public static func path(for script: String) -> String { script + ".out" }

  // MARK: Text

  /// The record that a text is.
  /// - Throws: `.format` for a line that belongs nowhere.
  public init(text: String, path: String) throws {
    self.init()
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
    guard lines.popFirst()?.hasPrefix(Self.program) == true else {
      throw EngineError(.format, "\(path) holds no outputs of a script")
    }
    for (number, line) in zip(2..., lines) {
      if line.hasPrefix(Self.mark) {
        sections.append(Section(title: String(line.dropFirst(Self.mark.count)), lines: []))
      } else if line.isEmpty || line.hasPrefix(Self.indent), !sections.isEmpty {
        sections[sections.count - 1].lines.append(String(line.dropFirst(Self.indent.count)))
      } else if !line.isEmpty, !head.read(line) {
        throw EngineError(
          .format, "\(path):\(number): neither a cell nor its output nor an option: \(line)",
          hint: "output stands two spaces behind the margin; test --update writes all anew")
      }
    }
    for index in sections.indices { sections[index].lines.trimEnd() }
  }

  /// The record as text.
  public var text: String {
    let blocks = sections.map { section in
      ([Self.mark + section.title] + section.lines.map { $0.isEmpty ? "" : Self.indent + $0 })
        .joined(separator: "\n")
    }
    let head = ["\(Self.program) \(Release.number)"] + head.options.map { "\($0) \($1)" }
    return ([head.joined(separator: "\n")] + blocks).joined(separator: "\n\n") + "\n"
  }

  private static let program = "upt-script"
  private static let mark = "# %% "
  private static let indent = "  "
}

extension OutputRecord.Head {
  /// The options with which the script is run again.
  var options: [(String, String)] {
    [("--tolerance", "\(tolerance)")] + (seed == 1 ? [] : [("--seed", "\(seed)")])
      + settings.map { ("--set", $0) }
  }

  /// Reads an option; false if it is none.
  fileprivate mutating func read(_ line: String) -> Bool {
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2 else { return false }
    switch words[0] {
    case "--tolerance":
      guard let number = Double(words[1]), number >= 0, number < 1 else { return false }
      tolerance = number
    case "--seed":
      guard let number = Int(words[1]), number >= 0 else { return false }
      seed = number
    case "--set": settings.append(words[1])
    default: return false
    }
    return true
  }
}

extension [String] {
  /// Takes empty lines from the end.
  mutating func trimEnd() { while last?.isEmpty == true { removeLast() } }
}
