import Foundation
import UptRuntime
import UptSyntax

extension SessionCommand {
  static let bench = SessionCommand(
    "bench", "EXPR", "run an expression again and again and show how long it takes",
    details: """
      After a first run to warm up it runs for about a second, as the body of a function; what it
      prints is not shown, and the session is then as it was. Shown are the median and the two
      times that half of the runs lie between.
      """
  ) { session, text in
    let before = session.session.session.checkpoint()
    let host = session.interpreter.host
    defer {
      session.interpreter.host = host
      session.session.session.restore(before)
    }
    var times: [Double] = []
    let outcome = session.session.watching {
      times = try Benchmark(text, in: session.interpreter).run()
    }
    guard outcome == .finished, !times.isEmpty else { return }
    func quantile(_ share: Double) -> String {
      Duration.text(times[Int(share * Double(times.count - 1))])
    }
    session.screen.writeLines(
      times.count < 4
        ? "\(quantile(0.5)) (\(times.count == 1 ? "one run" : "\(times.count) runs"))"
        : "\(quantile(0.5)), half of \(times.count) measurements between \(quantile(0.25)) and "
          + quantile(0.75))
  }
}

/// An expression that is run many times.
private struct Benchmark {
  private let interpreter: Interpreter
  private let body: FunctionValue
  /// How long it goes on, in seconds.
  private static let length = 1.0
  /// The least time of one measurement, so that reading the clock does not count.
  private static let shortest = 2e-4
  private static let mostMeasurements = 10_000

  init(_ text: String, in interpreter: Interpreter) throws {
    self.interpreter = interpreter
    var value: Value?
    // What the text means is settled once; calls are all that is measured.
    let source = SourceFile(name: "measured", text: "{ \(text)\n}")
    try interpreter.run(Parser.parse(source), output: { value = $1 })
    guard case .function(let function)? = value else {
      throw RuntimeError(.value, "only an expression can be measured")
    }
    body = function
    interpreter.host.output = { _ in }
  }

  /// The seconds of each measurement, in ascending order.
  func run() throws -> [Double] {
    var turns = 1
    var seconds = try measure(1)
    seconds = try measure(1)
    while seconds * Double(turns) < Self.shortest, turns < 1 << 20 {
      turns *= 2
      seconds = try measure(turns)
    }
    var times: [Double] = []
    var total = 0.0
    while total < Self.length, times.count < Self.mostMeasurements {
      times.append(try measure(turns))
      total += (times.last ?? 0) * Double(turns)
    }
    return times.sorted()
  }

  /// The seconds that one of so many turns takes.
  private func measure(_ turns: Int) throws -> Double {
    let watch = Stopwatch()
    for _ in 0..<turns { _ = try interpreter.call(body, []) }
    return watch.seconds.wall / Double(turns)
  }
}
