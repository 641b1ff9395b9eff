import Foundation

/// A line at the bottom of a terminal that is written over and over, such as a progress bar.
/// Writes nothing where the standard error output is no terminal.
public final class StatusLine {
  /// Whether there is a terminal that shows it.
  public let isShown: Bool
  private let interval: Double
  private let write: (String) -> Void
  private let now: () -> Double
  private var last = -Double.infinity
  private var isDrawn = false

  /// A line that is drawn at most every `interval` seconds.
  public init(
    isShown: Bool = isatty(2) == 1, interval: Double = 0.1,
    write: @escaping (String) -> Void = { Standard.writeError($0) },
    now: @escaping () -> Double = { ProcessInfo.processInfo.systemUptime }
  ) {
    self.isShown = isShown
    self.interval = interval
    self.write = write
    self.now = now
  }

  /// Shows `text`, unless the line was drawn a moment ago; `text` is made only when it is shown.
  public func show(_ text: () -> String) {
    let time = now()
    guard isShown, time - last >= interval else { return }
    last = time
    isDrawn = true
    write("\r" + text() + "\u{1B}[K")
  }

  /// Takes the line away, so that other output can be written.
  public func clear() {
    guard isDrawn else { return }
    isDrawn = false
    last = -.infinity
    write("\r\u{1B}[K")
  }
}
