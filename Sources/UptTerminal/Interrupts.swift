import CEditLine

/// Ctrl-C as a counter that long work polls, instead of a signal that ends the process.
public enum Interrupts {
  /// Counts interrupts from now on.
  public static func install() { upt_interrupts_install() }

  /// How many there were so far. Work that remembers the count at its start and finds another one
  /// later stops.
  public static var count: Int { Int(upt_interrupts_count()) }
}
