import UptRuntime
import UptSession
import UptSyntax

/// What ran in a conversation, for writing it down as a script that does the same.
struct Transcript {
  /// A cell that ran.
  struct Part {
    /// The number of the input; nil for cells that a command ran.
    let number: Int?
    /// The cell with its `# %%` line, if it has one.
    let text: String
    /// How many values it showed.
    let values: Int
    /// The input whose output `_` stood for.
    let previous: Int?
    /// The seed that it ran with.
    let seed: Int
    /// Whether Ctrl-C ended it before its end.
    let isStopped: Bool
    /// Whether Ctrl-C cut its last statement short, which gave what it had.
    var isCut = false
  }

  /// What ran, in order.
  private(set) var parts: [Part] = []
  /// The input whose output `_` stands for.
  var lastOutput: Int?

  /// The first of the parts before which `:set seed` had random numbers begin anew.
  private(set) var reseeded: Int?

  /// Notes that random numbers begin anew.
  mutating func reseed() {
    if !parts.isEmpty, reseeded == nil { reseeded = parts.count }
  }

  /// Takes a cell that ran. What failed left nothing behind and is left out.
  mutating func add(_ cell: Cell, _ entry: LedgerEntry, number: Int?, values: Int) {
    guard entry.failure?.isInterruption ?? true else { return }
    parts.append(
      Part(
        number: number, text: cell.span.text, values: values, previous: lastOutput,
        seed: entry.seed, isStopped: entry.failure != nil))
  }

  /// Notes that Ctrl-C cut short what ran last.
  mutating func cutLast() {
    if let last = parts.indices.last, !parts[last].isStopped { parts[last].isCut = true }
  }
}
