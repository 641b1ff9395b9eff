import UptSyntax
import UptTensor

/// Writes a report's notebook file.
struct NotebookWriter {
  /// The key of all metadata of our own.
  static let key = "upt"

  private let report: Report
  private let lineEnds: LineEnds
  private var anchors = Anchors()
  private var runs = 0

  init(_ report: Report) {
    self.report = report
    lineEnds = LineEnds(of: report.preamble + report.cells.map(\.source).joined())
  }

  /// The whole file.
  var document: JSONValue {
    var writer = self
    var cells: [JSONValue] = []
    let preamble = lines(report.preamble)
    if !preamble.isBlank { cells.append(writer.preamble(preamble)) }
    for (index, cell) in report.cells.enumerated() {
      cells.append(writer.cell(cell, number: index + 1))
    }
    return .object([
      "cells": .array(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5,
    ])
  }

  private var metadata: JSONValue {
    var own: JSONObject = [:]
    if lineEnds != .unix { own["lines"] = .string(lineEnds.rawValue) }
    if report.preamble.isBlank, !report.preamble.isEmpty {
      own["before"] = .string(lines(report.preamble))
    }
    if !report.provenance.isEmpty {
      own["provenance"] = .array(
        report.provenance.map { fact in
          .object(["label": .string(fact.label), "text": .string(fact.text)])
        })
    }
    var metadata: JSONObject = [
      "kernelspec": .object([
        "display_name": "upt-script", "language": "upt", "name": "upt-script",
      ]),
      "language_info": .object([
        "file_extension": ".upt", "mimetype": "text/x-upt", "name": "upt",
      ]),
      "title": .string(report.title),
    ]
    if own.count > 0 { metadata[Self.key] = .object(own) }
    return .object(metadata)
  }

  /// A text of the script with the line ends that notebooks have.
  private func lines(_ text: String) -> String {
    lineEnds == .windows ? text.withUnixLines : text
  }

  // MARK: Cells

  /// What stands before the first cell is a cell that is neither code nor text.
  private mutating func preamble(_ text: String) -> JSONValue {
    let parts = CellText(text, isCell: false)
    var own = kept(of: parts, besides: CellText(header: nil, body: parts.body, isLast: false))
    own["preamble"] = true
    return .object([
      "cell_type": "raw", "id": .string(anchors.name(for: "preamble", otherwise: "")),
      "metadata": .object([Self.key: .object(own)]), "source": Self.list(parts.body),
    ])
  }

  private mutating func cell(_ cell: ReportCell, number: Int) -> JSONValue {
    let parts = CellText(lines(cell.source))
    let source = cell.kind == .markdown ? Cell.markdown(parts.body) : parts.body
    let body = cell.kind == .markdown ? Cell.commented(source) : source.withoutMarkers
    let isLast = number == report.cells.count
    var own = kept(of: parts, besides: CellText(header: parts.header, body: body, isLast: isLast))
    if parts.header != Cell.line(cell.kind, title: cell.title) {
      own["header"] = .string(parts.header ?? "")
    }
    let id = anchors.name(for: cell.title, otherwise: "cell-\(number)")
    guard cell.kind != .markdown else {
      return .object([
        "cell_type": "markdown", "id": .string(id), "metadata": metadata(of: cell, own),
        "source": Self.list(source),
      ])
    }
    own["state"] = .string(cell.state.name)
    if let seconds = cell.seconds { own["seconds"] = .number((seconds * 1000).rounded() / 1000) }
    if cell.state != .waiting { runs += 1 }
    let run: JSONValue = cell.state == .waiting ? .null : .integer(runs)
    let outputs = cell.outputs.merged.enumerated().map { place, output in
      NotebookOutput.json(output, run: run, id: "\(id)-output-\(place + 1)")
    }
    return .object([
      "cell_type": "code", "execution_count": run, "id": .string(id),
      "metadata": metadata(of: cell, own), "outputs": .array(outputs),
      "source": Self.list(source),
    ])
  }

  private func metadata(of cell: ReportCell, _ own: JSONObject) -> JSONValue {
    var metadata: JSONObject = [:]
    if cell.kind == .parameters { metadata["tags"] = ["parameters"] }
    if !cell.title.isEmpty { metadata["title"] = .string(cell.title) }
    if own.count > 0 { metadata[Self.key] = .object(own) }
    return .object(metadata)
  }

  /// The parts of a text besides its header that differ from what is usual.
  private func kept(of parts: CellText, besides usual: CellText) -> JSONObject {
    var own: JSONObject = [:]
    if parts.before != usual.before { own["before"] = .string(parts.before) }
    if parts.body != usual.body { own["body"] = .string(parts.body) }
    if parts.after != usual.after { own["after"] = .string(parts.after) }
    return own
  }

  /// A text as notebooks keep it: a list of its lines with their ends.
  static func list(_ text: String) -> JSONValue {
    var lines: [JSONValue] = []
    var rest = text.unicodeScalars[...]
    while let end = rest.firstIndex(of: "\n") {
      lines.append(.string(String(rest[...end])))
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { lines.append(.string(String(rest))) }
    return .array(lines)
  }
}
