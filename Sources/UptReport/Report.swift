import UptNotebook
import UptSyntax

/// A script with what came of it, cell by cell: all that the writers of documents need to know.
public struct Report: Sendable {
  /// The name of the document, such as the first heading of the script or its file's name.
  public var title: String
  /// What stands before the first cell: comments and blank lines, usually nothing.
  public var preamble = ""
  /// The cells in order.
  public var cells: [ReportCell]
  /// What the results rest on: versions, seeds, settings, hashes of weights and data.
  public var provenance: [Fact]

  /// A line of the provenance.
  public struct Fact: Sendable, Hashable {
    /// What it is, such as `seed`.
    public var label: String
    /// Its value.
    public var text: String

    /// A fact.
    public init(_ label: String, _ text: String) {
      self.label = label
      self.text = text
    }
  }

  /// A report.
  public init(title: String, cells: [ReportCell], provenance: [Fact] = []) {
    self.title = title
    self.cells = cells
    self.provenance = provenance
  }

  /// A script before it has run. Its title is the first heading of its texts, or else the name of
  /// its file.
  public init(_ program: Program) {
    let cells = program.cells.map { ReportCell($0) }
    let file = program.source.name.split(separator: "/").last ?? ""
    let name = file.hasSuffix(".upt") && file.count > 4 ? file.dropLast(4) : file
    let heading = cells.lazy.compactMap { MarkdownText($0.markdown).title }.first
    self.init(title: heading ?? String(name), cells: cells)
    preamble = program.source.text(from: 0, to: program.cells.first?.span.lower ?? 0)
  }
}

/// One cell of a script with what came of it.
public struct ReportCell: Sendable {
  /// What it holds.
  public var kind: Cell.Kind
  /// The text after the markers; empty if there is none.
  public var title: String
  /// The whole cell as it stands in the script, with its `# %%` line, if it has one, and the blank
  /// lines after it.
  public var source: String
  /// The code without the `# %%` line and without blank lines around it.
  public var body: String
  /// The text of a markdown cell; empty otherwise.
  public var markdown: String
  /// What came out, in order.
  public var outputs: [CellOutput]
  /// How its outputs came about.
  public var state: State
  /// How long it ran; nil if it did not run.
  public var seconds: Double?

  /// How a cell's outputs came about.
  public enum State: Sendable, Hashable {
    /// It ran to its end.
    case ran
    /// The outputs were kept from a run that ended so many seconds ago.
    case cached(age: Double)
    /// It has outputs of a run, but what it depends on has changed since.
    case stale
    /// An error ended it.
    case failed
    /// It did not run.
    case waiting

    /// The state in a word.
    var name: String {
      switch self {
      case .ran: "ran"
      case .cached: "cached"
      case .stale: "stale"
      case .failed: "failed"
      case .waiting: "waiting"
      }
    }
  }

  /// A cell as it stands in a script, before it has run.
  public init(_ cell: Cell) {
    kind = cell.kind
    title = cell.title
    source = cell.span.text
    body = cell.body.text
    markdown = cell.markdown
    outputs = []
    state = .waiting
    seconds = nil
  }
}

/// One thing that came out of a cell.
public enum CellOutput: Sendable, Hashable, Codable {
  /// What `print` wrote; may end in the middle of a line.
  case printed(String)
  /// The value of an expression that stands by itself.
  case value(Exhibit)
  /// A remark or warning beside the results, as plain text.
  case remark(String)
  /// An error that ended the cell, rendered as plain text.
  case error(String)
}
