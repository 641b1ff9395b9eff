import Foundation
import Testing
import UptRuntime

@testable import UptBuiltins

/// Tables, measurements and statistics, as scripts see them.
@Suite struct TableTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("TableCases")

  @Test(arguments: ["tables", "files", "measurements", "statistics", "errors"])
  func cases(_ name: String) throws {
    try GoldenCase.check(Self.folder.appendingPathComponent("\(name).txt")) {
      Self.session().transcript($0)
    }
  }

  /// Files that are no tables, and what is said about them.
  static let broken = [
    ("empty.csv", "", "empty.csv is empty"),
    ("short.csv", "a,b\n1,2\n3\n", "short.csv, line 3: another number of fields, 1, than in the header, 2"),
    ("long.csv", "a\n\"x\ny\"\n1,2\n", "long.csv, line 4: another number of fields, 2,"),
    ("quote.csv", "a\n\"x\n", "quote.csv, line 2: a quote is not closed"),
    ("twice.csv", "a,a\n1,2\n", "twice.csv: two columns are called 'a'"),
    ("object.json", "{\"a\": [1]}", "object.json: it holds an object, no list"),
    ("rows.json", "[{\"a\": 1}, 2]", "rows.json: row 1 is an integer, no object"),
    ("nested.json", "[{\"a\": [1]}]", "nested.json: `a` of row 0 is an array"),
    ("runs.json", "[{\"a\": {\"values\": []}}]", "runs.json: `a` of row 0 is an object"),
    ("cut.json", "[{\"a\": 1", "cut.json"),
  ]

  @Test(arguments: broken)
  func brokenFiles(name: String, content: String, message: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("broken-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent(name).path
    try Data(content.utf8).write(to: URL(fileURLWithPath: path))
    let shown = EngineSession().transcript("read_table(\(Value.quoted(path)))")
    #expect(shown.hasPrefix("error[E0802]: ") && shown.contains(message), "\(shown)")
  }

  /// A session in which `folder` is a place for files.
  private static func session() -> EngineSession {
    let session = EngineSession()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tables-\(UUID())")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try? session.run("let folder = \(Value.quoted(folder.path + "/"))\n")
    return session
  }

  /// Interrupted, `over` and `sweep` keep the runs that are finished.
  @Test(arguments: ["over(seeds: 1...5)", "sweep(seed: 1...5)"])
  func interruptedRunsKeepWhatTheyHave(_ call: String) throws {
    let session = EngineSession([
      Builtin("stop") { call in
        call.interpreter.interrupt.interrupt()
        return .nothing
      }
    ])
    try session.run(
      """
      var left = 3
      let result = \(call) { s in
        left -= 1
        if left == 0 { stop() }
        return 1.0
      }

      """)
    switch session.value("result") {
    case .object(let measurement as MeasurementObject)?:
      #expect(measurement.measurement.seeds == [1, 2])
    case .object(let table as TableObject)?: #expect(table.table.rowCount == 2)
    default: Issue.record("no result")
    }
    #expect(session.output.contains("stopped after 2 of 5 runs"))
  }
}
