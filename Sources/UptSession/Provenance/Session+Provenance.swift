import Foundation
import UptReport
import UptTensor

extension Session {
  /// The chain that the value of a name came from, as lines: the cell or input that gave it with
  /// the first line of its code and the files, data and weights it used, then those that it rests
  /// on, each told once, and at the end the program that computed it. nil for a name whose value
  /// nothing that ran has given.
  public func ancestry(of name: String) -> [String]? {
    guard let entry = ledger.writer(of: name) else { return nil }
    let tree = Ancestry(of: name, from: entry.number, in: ledger.entries)
    return tree.text + [Self.engine(seed: entry.seed)]
  }

  private static func engine(seed: Int) -> String {
    let threads = Parallel.threads == 1 ? "1 thread" : "\(Parallel.threads) threads"
    return "computed with seed \(seed) by upt-script \(Release.number), "
      + "OpenBLAS for \(BLAS.kernels.used), \(threads)"
  }

  /// What the results of a run rest on, for the end of a report. The run is all that the session's
  /// account holds from entry `first` on.
  public func provenance(since first: Int = 0) -> [Report.Fact] {
    let run = ledger.entries.dropFirst(first)
    var facts = [
      Report.Fact("upt-script", Release.number),
      Report.Fact("OpenBLAS", "kernels for \(BLAS.kernels.used)"),
      Report.Fact("threads", "\(Parallel.threads)"),
      Report.Fact("machine", "\(Processor.name), \(Processor.system)"),
    ]
    let seeds = run.isEmpty ? [surroundings.seed] : run.map(\.seed)
    facts += Self.distinct(seeds.map(String.init)).map { Report.Fact("seed", $0) }
    facts += Self.distinct(run.flatMap(\.parameters).map { "\($0.name) = \($0.text)" })
      .map { Report.Fact("setting", $0) }
    let uses = run.flatMap(\.uses)
    facts += Self.distinct(uses.filter { $0.kind != .output }.map(\.told)).map { told in
      let words = told.split(separator: " ", maxSplits: 1)
      return Report.Fact(String(words.first ?? ""), String(words.last ?? ""))
    }
    if let last = run.last {
      let seconds = run.reduce(0) { $0 + $1.seconds }
      facts.append(Report.Fact("duration", Self.duration(seconds)))
      facts.append(Report.Fact("ended", Moment.text(last.ended)))
    }
    return facts
  }

  private static func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  private static func duration(_ seconds: Double) -> String {
    guard seconds >= 60 else { return String(format: "%.2f s", seconds) }
    let whole = Int(min(seconds, 1e12))
    let minutes = String(format: "%d min %02d s", whole / 60 % 60, whole % 60)
    return whole < 3600 ? minutes : "\(whole / 3600) h \(minutes)"
  }
}
