/// What the options of the command line set.
struct Settings {
  /// Values for the script's `[parameters]` cell, in the order given.
  var parameters: [(name: String, text: String)] = []
  /// The seed of whatever the script gives none.
  var seed = 1
  /// Threads of the engine; nil leaves it all processors.
  var threads: Int?
  /// Whether only what a script prints is shown.
  var isQuiet = false
  /// The text of `-e`.
  var expression: String?
  /// What the script finds in `args`.
  var arguments: [String] = []
}

/// A command line that cannot be understood.
struct UsageError: Error {
  /// What is wrong with it, and what may have been meant.
  let message: String
}
