import UptSession

/// An option of the command line: how it is written, what it sets, where it may stand.
struct Option: Sendable {
  /// Its spellings; help and messages show the first.
  let names: [String]
  /// What stands for its value in help; nil if it takes none.
  let value: String?
  /// What it does, in a line.
  let help: String
  /// The commands it may be given to.
  let commands: Set<Command.Kind>
  /// Sets what it stands for.
  let apply: @Sendable (inout Settings, String) throws(UsageError) -> Void

  /// The option as help shows it.
  var shown: String { names.joined(separator: ", ") + (value.map { " \($0)" } ?? "") }

  private static let running: Set<Command.Kind> = [.run, .render, .expression, .converse, .sweep]
  private static let reporting = running.union([.check, .format, .test, .cache])

  /// All options but `--help` and `--version`, which stand for commands.
  static let all: [Option] = [
    Option(
      names: ["-e"], value: "'EXPR'", help: "run EXPR and show its value",
      commands: [.expression]
    ) { (settings, text) throws(UsageError) in settings.expression = text },
    Option(
      names: ["-o"], value: "FILE",
      help: "a report, .html, .md, .ipynb; of an .ipynb, .upt; of merge, .csv or .json",
      commands: [.render, .sweep]
    ) { (settings, text) throws(UsageError) in settings.output = text },
    Option(
      names: ["--set"], value: "name=value",
      help: "replace a value of the script's [parameters] cell",
      commands: [.run, .render, .expression, .test, .cache, .sweep]
    ) { (settings, text) throws(UsageError) in
      settings.parameters.append(try Settings.parameter(text))
    },
    Option(
      names: ["--seed"], value: "N", help: "the seed where the script gives none (default 1)",
      commands: running.union([.test, .cache])
    ) { (settings, text) throws(UsageError) in
      settings.seed = try integer(text, of: "--seed", in: 0...Int.max)
    },
    Option(
      names: ["--threads"], value: "N", help: "threads to compute with (default: all processors)",
      commands: running.union([.test, .doctor, .classify])
    ) { (settings, text) throws(UsageError) in
      settings.threads = try integer(text, of: "--threads", in: 1...1024)
    },
    Option(
      names: ["--quiet", "-q"], value: nil, help: "show what the script prints, not its outputs",
      commands: [.run, .expression, .sweep]
    ) { (settings, _) throws(UsageError) in settings.isQuiet = true },
    Option(
      names: ["--changed"], value: nil,
      help: "run only what must run; take the other cells from the cache", commands: [.run, .render]
    ) { (settings, _) throws(UsageError) in settings.runsChanged = true },
    Option(
      names: ["--watch"], value: nil,
      help: "run again on every change, from the first cell that it reaches",
      commands: [.run, .render]
    ) { (settings, _) throws(UsageError) in settings.isWatching = true },
    Option(
      names: ["--results"], value: "DIR",
      help: "keep the runs of sweeps there, and take those that are there", commands: [.run, .sweep]
    ) { (settings, text) throws(UsageError) in
      guard !text.isEmpty else { throw UsageError(message: "--results needs a directory") }
      settings.results = text
    },
    Option(
      names: ["--shard"], value: "I/N",
      help: "run one of N shares of every sweep (default: that of a Slurm array's task)",
      commands: [.run, .sweep]
    ) { (settings, text) throws(UsageError) in
      guard let shard = SweepShard(text) else {
        throw UsageError(message: "--shard takes a share such as 2/8, not '\(text)'")
      }
      settings.shard = shard
    },
    Option(
      names: ["--jobs"], value: "N",
      help: "processes of `sweep run` (default: as many as threads)",
      commands: [.sweep]
    ) { (settings, text) throws(UsageError) in
      settings.jobs = try integer(text, of: "--jobs", in: 1...1024)
    },
    Option(
      names: ["--max-memory"], value: "SIZE", help: "end a run that takes more, such as 2GB",
      commands: running
    ) { (settings, text) throws(UsageError) in
      settings.bounds.memory = try quantity(
        text, of: "--max-memory", in: Quantity.memory, "a size of at least 64MB, such as 2GB",
        atLeast: smallestMemory)
    },
    Option(
      names: ["--timeout"], value: "TIME", help: "end a run that takes longer, such as 90s or 10m",
      commands: running
    ) { (settings, text) throws(UsageError) in
      settings.bounds.time = try quantity(
        text, of: "--timeout", in: Quantity.time, "a time such as 90s or 10m")
    },
    Option(
      names: ["--max-depth"], value: "N", help: "how deep calls may nest (default 10000)",
      commands: running
    ) { (settings, text) throws(UsageError) in
      settings.bounds.depth = try integer(text, of: "--max-depth", in: 1...1_000_000)
    },
    Option(
      names: ["--safe"], value: nil, help: "keep the script away from files",
      commands: running
    ) { (settings, _) throws(UsageError) in settings.isSafe = true },
    Option(
      names: ["--strict"], value: nil, help: "let warnings count as errors", commands: [.check]
    ) { (settings, _) throws(UsageError) in settings.isStrict = true },
    Option(
      names: ["--check"], value: nil, help: "change nothing; list the files that fmt would change",
      commands: [.format]
    ) { (settings, _) throws(UsageError) in settings.isChecking = true },
    Option(
      names: ["--update"], value: nil, help: "record what the scripts give now", commands: [.test]
    ) { (settings, _) throws(UsageError) in settings.isUpdating = true },
    Option(
      names: ["--tolerance"], value: "R",
      help: "by how much of themselves numbers may differ (default 0.005)", commands: [.test]
    ) { (settings, text) throws(UsageError) in
      guard let number = Double(text), number >= 0, number < 1 else {
        throw UsageError(message: "--tolerance takes a number from 0 to below 1, not '\(text)'")
      }
      settings.tolerance = number
    },
    Option(
      names: ["--root"], value: "DIR", help: "where the data sets lie (default: this folder)",
      commands: [.data]
    ) { (settings, text) throws(UsageError) in settings.root = text },
    Option(
      names: ["--prompts"], value: "FILE", help: "the prompts, a file that `save` wrote",
      commands: [.classify]
    ) { (settings, text) throws(UsageError) in settings.classification.prompts = text },
    Option(
      names: ["--encoder"], value: "PATH",
      help: "the prompts' encoder, where it does not lie where it lay when they were tuned",
      commands: [.classify]
    ) { (settings, text) throws(UsageError) in settings.classification.encoder = text },
    Option(
      names: ["--top"], value: "K", help: "how many classes of each picture to show (default 5)",
      commands: [.classify]
    ) { (settings, text) throws(UsageError) in
      settings.classification.top = try integer(text, of: "--top", in: 1...Int.max)
    },
    Option(
      names: ["--format"], value: "FORM", help: "write classes as text (default), csv or json",
      commands: [.classify]
    ) { (settings, text) throws(UsageError) in
      settings.classification.form = try choice(text, of: "--format")
    },
    Option(
      names: ["--color"], value: "WHEN", help: "use colours: auto (default), always or never",
      commands: reporting
    ) { (settings, text) throws(UsageError) in
      settings.format.color = try choice(text, of: "--color")
    },
    Option(
      names: ["--diagnostics"], value: "FORM",
      help: "write errors and warnings as text (default) or json, an object a line",
      commands: reporting
    ) { (settings, text) throws(UsageError) in
      settings.format.diagnostics = try choice(text, of: "--diagnostics")
    },
  ]

  /// Less would stop the program before any script began.
  private static let smallestMemory = 64e6

  private static func integer(
    _ text: String, of option: String, in range: ClosedRange<Int>
  ) throws(UsageError) -> Int {
    guard let number = Int(text), range.contains(number) else {
      let upper = range.upperBound == .max ? "\(range.lowerBound)" : "\(range)"
      let bound = range.upperBound == .max ? "of at least \(upper)" : "in \(upper)"
      throw UsageError(message: "\(option) takes a whole number \(bound), not '\(text)'")
    }
    return number
  }

  private static func quantity(
    _ text: String, of option: String, in units: Quantity.Units, _ expected: String,
    atLeast smallest: Double = 0
  ) throws(UsageError) -> Quantity {
    guard let quantity = Quantity(text, in: units), quantity.value >= smallest else {
      throw UsageError(message: "\(option) takes \(expected), not '\(text)'")
    }
    return quantity
  }

  private static func choice<Choice: CaseIterable & RawRepresentable>(
    _ text: String, of option: String
  ) throws(UsageError) -> Choice where Choice.RawValue == String {
    guard let choice = Choice(rawValue: text) else {
      let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError(message: "\(option) takes one of \(known), not '\(text)'")
    }
    return choice
  }
}
