import Foundation
import UptNotebook
import UptTensor

/// What came out of a cell, as notebooks keep it: always as text, and in richer forms beside it.
enum NotebookOutput {
  /// The output of the cell that ran as number `run`; `id` is a name of its own in the document.
  static func json(_ output: CellOutput, run: JSONValue, id: String) -> JSONValue {
    switch output {
    case .printed(let text): stream("stdout", text)
    case .remark(let text): stream("stderr", text.hasSuffix("\n") ? text : text + "\n")
    case .value(let exhibit):
      .object([
        "data": .object(data(exhibit, id: id)), "execution_count": run, "metadata": .object([:]),
        "output_type": "execute_result",
      ])
    case .error(let text): error(text)
    }
  }

  private static func stream(_ name: String, _ text: String) -> JSONValue {
    .object([
      "name": .string(name), "output_type": "stream", "text": NotebookWriter.list(text),
    ])
  }

  private static func error(_ text: String) -> JSONValue {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let head = (lines.first ?? "").wholeMatch(of: /error\[(E\d+)\]: (.*)/)
    return .object([
      "ename": .string(head.map { String($0.output.1) } ?? "Error"),
      "evalue": .string(head.map { String($0.output.2) } ?? lines.first ?? ""),
      "output_type": "error",
      "traceback": .array(lines.map(JSONValue.string)),
    ])
  }

  private static func data(_ exhibit: Exhibit, id: String) -> JSONObject {
    var data: JSONObject = [:]
    switch exhibit {
    case .text, .measurement: break
    case .table: data["text/html"] = NotebookWriter.list(ExhibitHTML.html(exhibit, id: id))
    case .plot(let plot): data["image/svg+xml"] = NotebookWriter.list(ExhibitSVG.svg(plot, id: id))
    case .heatMap(let map): data["image/svg+xml"] = NotebookWriter.list(ExhibitSVG.svg(map, id: id))
    case .images:
      if let png = ExhibitPNG.png(exhibit) {
        data["image/png"] = .string(Data(png).base64EncodedString())
      }
    }
    data["text/plain"] = NotebookWriter.list(exhibit.text())
    return data
  }
}
