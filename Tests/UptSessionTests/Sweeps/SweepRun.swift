import Foundation
import UptRuntime
import UptSyntax

@testable import UptSession

/// A run of a script whose sweeps are kept in a folder: what came out, and what was computed.
struct SweepRun {
  private(set) var output = ""
  private(set) var remarks: [String] = []
  /// How many points were computed, not taken.
  private(set) var computed = 0

  /// Runs a script; nil for the folder keeps nothing.
  init(
    _ text: String, in folder: String?, shard: SweepShard? = nil, seed: Int = 1,
    parameters: [(name: String, text: String)] = []
  ) throws {
    var configuration = Session.Configuration()
    configuration.seed = seed
    let session = Session(configuration)
    if let folder {
      let recipe = SweepRecipe(
        script: "/home/script.upt", text: text,
        settings: parameters.map { "\($0.name)=\($0.text)" }, seed: seed)
      session.sweeps = try SweepStore(folder, recipe, shard: shard)
    }
    let before = folder.map(Self.pointCount) ?? 0
    var run = self
    session.events = { event in
      switch event {
      case .printed(let text): run.output += text
      case .value(let value): run.output += session.exhibit(of: value).text() + "\n"
      case .remark(let text): run.remarks.append(text)
      default: break
      }
    }
    do {
      try session.run(Parser.parse(text: text, name: "script"), parameters: parameters)
    } catch {
      run.output += "\(error)\n"
    }
    run.computed = (folder.map(Self.pointCount) ?? 0) - before
    self = run
  }

  /// How many lines with points the files of a folder have.
  static func pointCount(_ folder: String) -> Int {
    files(of: folder).reduce(0) { count, path in
      let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      return count + text.components(separatedBy: "\"kind\":\"point\"").count - 1
    }
  }

  /// The files of records in a folder.
  static func files(of folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().filter { $0.hasSuffix(ResultsFolder.suffix) }.map { folder + "/" + $0 }
  }
}
