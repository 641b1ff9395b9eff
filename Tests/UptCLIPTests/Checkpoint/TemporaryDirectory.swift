import Foundation
import Testing
import UptTensor

/// Runs `body` with the path of a new directory, which is removed afterwards.
func withTemporaryDirectory<T>(_ body: (String) throws -> T) throws -> T {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("upt-test-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: url) }
  return try body(url.path)
}

/// Expects an `EngineError` of this kind whose message contains `message`.
func expectError(
  _ kind: EngineError.Kind, _ message: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> Void
) {
  do {
    try body()
    Issue.record("no error; expected: \(message)", sourceLocation: sourceLocation)
  } catch let error as EngineError {
    #expect(error.kind == kind, sourceLocation: sourceLocation)
    let text = error.description
    #expect(text.contains(message), "\(text)", sourceLocation: sourceLocation)
  } catch {
    Issue.record("\(error)", sourceLocation: sourceLocation)
  }
}
