/// Calls of a trace that repeat each other.
public struct TraceRun: Sendable, Equatable {
  /// The calls, innermost first: one, or several for functions that call each other.
  public let frames: [TraceFrame]
  /// How often they stand there in a row.
  public let times: Int
}

extension [TraceFrame] {
  /// The longest cycle of calls that is looked for.
  private static let longestCycle = 4

  /// The calls with those that repeat, as in a recursion, put together.
  public var folded: [TraceRun] {
    var runs: [TraceRun] = []
    var start = 0
    while start < count {
      let run = cycle(at: start)
      runs.append(run)
      start += run.frames.count * run.times
    }
    return runs
  }

  /// The shortest cycle that begins at a position and comes at least three times; the call alone
  /// if there is none.
  private func cycle(at start: Int) -> TraceRun {
    for length in 1...Self.longestCycle where start + 3 * length <= count {
      var end = start + length
      while end < count, self[end] == self[end - length] { end += 1 }
      let times = (end - start) / length
      if times > 2 { return TraceRun(frames: Array(self[start..<start + length]), times: times) }
    }
    return TraceRun(frames: [self[start]], times: 1)
  }
}
