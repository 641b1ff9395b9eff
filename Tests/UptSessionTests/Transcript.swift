import Foundation
import UptReport
import UptRuntime
import UptSyntax

@testable import UptSession

/// A run of a script: what came out, and which cells did not run.
struct Transcript {
  var output = ""
  var restored: [String] = []
  var remarks: [String] = []

  /// Runs a script whose folder for kept cells is `cache`; nil for a run that keeps nothing.
  init(
    _ text: String, cache: String? = nil, extent: CellCache.Extent = .unchanged, seed: Int = 1,
    arguments: [String] = [], parameters: [(name: String, text: String)] = [],
    limit: Int = 1 << 30
  ) {
    var configuration = Session.Configuration()
    configuration.seed = seed
    configuration.arguments = arguments
    let session = Session(configuration)
    var transcript = Transcript()
    session.events = { event in
      switch event {
      case .printed(let text): transcript.output += text
      case .value(let value): transcript.output += session.exhibit(of: value).text() + "\n"
      case .remark(let text): transcript.remarks.append(text)
      case .restored(let cell, let outputs, _):
        transcript.restored.append(cell.name)
        for output in outputs { transcript.add(output) }
      default: break
      }
    }
    let kept = cache.map {
      CellCache(CellStore(folder: $0, limit: limit), script: "/script.upt", extent: extent)
    }
    do {
      try session.run(
        Parser.parse(text: text, name: "script"), parameters: parameters, cache: kept)
    } catch {
      transcript.output += "\(error)"
    }
    self = transcript
  }

  private init() {}

  private mutating func add(_ output: CellOutput) {
    switch output {
    case .printed(let text): self.output += text
    case .value(let exhibit): self.output += exhibit.text() + "\n"
    case .remark(let text), .error(let text): remarks.append(text)
    }
  }
}

/// A folder of its own for a test, which is removed with it.
final class TemporaryFolder {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("cells-\(UUID())").path

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
