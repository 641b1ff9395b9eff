import UptSession
import UptTerminal

/// What the options of the command line set.
struct Settings {
  /// Values for the script's `[parameters]` cell, in the order given.
  var parameters: [(name: String, text: String)] = []
  /// The seed of whatever the script gives none.
  var seed: Int {
    get { chosenSeed ?? 1 }
    set { chosenSeed = newValue }
  }
  /// The seed that was asked for.
  var chosenSeed: Int?
  /// Threads of the engine; nil leaves it all processors.
  var threads: Int?
  /// Whether only what a script prints is shown.
  var isQuiet = false
  /// Whether only what has changed is run.
  var runsChanged = false
  /// Whether a script is run again whenever it changes.
  var isWatching = false
  /// Whether a warning keeps a script from passing the check.
  var isStrict = false
  /// Whether scripts are kept away from files.
  var isSafe = false
  /// Whether scripts are only to be judged by their layout.
  var isChecking = false
  /// Whether what scripts give is recorded anew.
  var isUpdating = false
  /// By how much of themselves recorded numbers may differ; nil leaves it to the record.
  var tolerance: Double?
  /// What a run may use.
  var bounds = Bounds()
  /// How results and diagnostics are written.
  var format = OutputFormat()
  /// Where the report goes; nil for a page beside the script.
  var output: String?
  /// Where runs of sweeps are kept; nil for nowhere.
  var results: String?
  /// Which of them are this process's; nil leaves it to Slurm, if that started it.
  var shard: SweepShard?
  /// How many processes run a sweep; nil for as many as there are processors.
  var jobs: Int?
  /// Where the data sets lie.
  var root = "."
  /// What `classify` was asked for.
  var classification = PictureClassification.Options()
  /// The text of `-e`.
  var expression: String?
  /// What the script finds in `args`.
  var arguments: [String] = []
}

extension Settings {
  /// The name and value of a parameter that are written `name=value`.
  static func parameter(_ text: String) throws(UsageError) -> (name: String, text: String) {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      throw UsageError(message: "--set takes name=value, and '\(text)' is not of that form")
    }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }
}

/// How results and diagnostics are written.
struct OutputFormat {
  /// The forms that diagnostics can take.
  enum Diagnostics: String, CaseIterable { case text, json }

  /// When colours are used.
  var color = ColorChoice.auto
  /// The form of diagnostics.
  var diagnostics = Diagnostics.text
}

/// A command line that cannot be understood.
struct UsageError: Error {
  /// What is wrong with it, and what may have been meant.
  let message: String
}
