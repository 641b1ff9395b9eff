import Foundation
import UptNotebook
import UptRuntime

extension Call {
  /// Runs a part of the script many times, showing how far it has come. Interrupted, it keeps what
  /// is finished: the run under way is lost, and unless it was the first there is no error.
  ///
  /// - Parameters:
  ///   - run: makes the result of the run with this index.
  ///   - keep: takes a finished result.
  func runs(
    _ total: Int, _ surroundings: Surroundings, run: (Int) throws -> Value,
    keep: (Int, Value) throws -> Void
  ) throws {
    if let plan = surroundings.planning {
      return try plan.sample(total) { try keep($0, run($0)) }
    }
    let token = interpreter.interrupt
    let start = Date()
    surroundings.sweeps += 1
    defer {
      surroundings.sweeps -= 1
      if surroundings.sweeps == 0 { surroundings.progress(nil) }
    }
    for index in 0..<total {
      let result: Value?
      do { result = try run(index) } catch where token.isInterrupted && index > 0 { result = nil }
      guard let result, !token.isInterrupted else {
        surroundings.remark("\(builtin.name): stopped after \(index) of \(total) runs")
        return
      }
      try keep(index, result)
      if surroundings.sweeps == 1 {
        surroundings.progress(
          Progress(
            builtin.name, done: index + 1, of: total, unit: "runs",
            elapsed: Date().timeIntervalSince(start)))
      }
    }
  }
}
