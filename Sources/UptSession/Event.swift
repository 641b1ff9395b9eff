import UptReport
import UptRuntime
import UptSyntax

/// What happens while a script runs, in the order in which it does.
public enum Event {
  /// A cell is about to run, or to be filled with what is known of it.
  case began(Cell)
  /// The script prints; the text may end in the middle of a line.
  case printed(String)
  /// The value of an expression that stands by itself.
  case value(Value)
  /// A remark beside the results.
  case remark(String)
  /// A cell did not run: this came of it when it last did, so many seconds ago.
  case restored(Cell, outputs: [CellOutput], age: Double)
  /// What the check before the run warns of.
  case warned([Diagnostic])
  /// A cell has ended, with or without an error.
  case ended(Cell, LedgerEntry)
}
