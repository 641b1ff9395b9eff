import Foundation
import UptBuiltins
import UptRuntime
import UptSession
import UptSyntax

/// What `sweep` is asked to do.
enum SweepTask {
  /// Runs a script's sweeps with several processes, then the script.
  case run(script: String)
  /// Tells how far the sweeps of a results directory are.
  case status(folder: String, script: String?)
  /// Makes one table of the results in a results directory.
  case merge(folder: String, script: String?)

  private static let names = ["run", "status", "merge"]

  init(_ operands: [String], _ settings: Settings) throws(UsageError) {
    let program = "\(Version.program) sweep"
    guard let name = operands.first else {
      throw UsageError(
        message: "'sweep' needs a task: \(program) run FILE --results DIR, \(program) status DIR "
          + "or \(program) merge DIR")
    }
    guard Self.names.contains(name) else {
      let near = Suggestion.nearest(to: name, among: Self.names).map { "did you mean '\($0)'?" }
      throw UsageError(
        message: "'sweep' has no task '\(name)'; \(near ?? "it is run, status or merge")")
    }
    let operand = operands.dropFirst().first
    guard settings.output == nil || name == "merge" else {
      throw UsageError(message: "-o has a meaning for 'sweep merge' only")
    }
    guard name == "run" else {
      if settings.jobs != nil { throw UsageError(message: "--jobs is for 'sweep run' only") }
      guard let folder = settings.results ?? operand else {
        throw UsageError(
          message: "'sweep \(name)' needs a results directory: \(program) \(name) DIR")
      }
      let script = settings.results == nil ? nil : operand
      self = name == "status"
        ? .status(folder: folder, script: script) : .merge(folder: folder, script: script)
      return
    }
    guard let operand, settings.results != nil else {
      throw UsageError(
        message: "'sweep run' needs a script and a results directory: \(program) run FILE "
          + "--results DIR")
    }
    guard operand != "-" else {
      throw UsageError(message: "'sweep run' needs a file, which each of its processes reads")
    }
    self = .run(script: operand)
  }

  /// Does it.
  func run(_ settings: Settings) -> ExitCode {
    let screen = Screen(settings.format)
    do {
      switch self {
      case .run(let script): return try SweepWorkers.run(script, settings, screen)
      case .status(let folder, let script):
        try SweepReport.show(SweepSurvey(folder, script: script), screen)
        return .success
      case .merge(let folder, let script):
        return try SweepReport.merge(
          SweepSurvey(folder, script: script), to: settings.output, screen)
      }
    } catch {
      screen.report(EngineErrors.translate(error) ?? error)
      return .failure
    }
  }
}

extension Settings {
  /// - Throws: where what was asked about results makes no sense together.
  func checkResults() throws(UsageError) {
    guard results != nil else {
      guard shard != nil else { return }
      throw UsageError(message: "--shard needs --results DIR, where the shares come together")
    }
    if isSafe {
      throw UsageError(message: "--results writes files, from which --safe keeps a script away")
    }
    if isWatching {
      throw UsageError(message: "--results keeps runs for good; it has no meaning with --watch")
    }
  }

  /// The results directory of a script; nil if none was asked for.
  /// - Throws: `.file` when it cannot be made or read.
  func store(of source: SourceFile, _ screen: Screen) throws -> SweepStore? {
    guard let results else { return nil }
    let recipe = SweepRecipe(
      script: source.name, text: source.text,
      settings: parameters.map { "\($0.name)=\($0.text)" }, seed: seed)
    let environment = ProcessInfo.processInfo.environment
    let own = shard ?? SweepShard(slurm: environment)
    if shard == nil, let own { screen.remark("\(own.name), as a task of Slurm's") }
    do {
      return try SweepStore(results, recipe, shard: own)
    } catch {
      throw EngineErrors.translate(error) ?? error
    }
  }
}
