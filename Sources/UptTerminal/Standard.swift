import CEditLine
import Foundation

/// The process's standard streams.
public enum Standard {
  /// Writes text to the standard output at once.
  public static func write(_ text: String) { send(text, to: 1) }

  /// Writes text to the standard error output at once.
  public static func writeError(_ text: String) { send(text, to: 2) }

  /// Whether the standard input and output are a terminal.
  public static var isInteractive: Bool { isatty(0) == 1 && isatty(1) == 1 }

  static func clearInputError() { upt_input_clear_error() }

  // Partial writes go on. Results that cannot be written end the program: going on for hours
  // would be of no use to anyone. A reader that went away, such as `head`, needs no message.
  private static func send(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes {
        #if canImport(Darwin)
        Darwin.write(descriptor, $0.baseAddress, $0.count)
        #else
        Glibc.write(descriptor, $0.baseAddress, $0.count)
        #endif
      }
      if count < 0, errno != EINTR {
        guard descriptor == 1 else { return }
        if errno != EPIPE {
          let reason = String(cString: strerror(errno)).lowercased()
          writeError("error[E0802]: the output cannot be written: \(reason)\n")
        }
        _exit(1)
      }
      bytes = bytes.dropFirst(max(count, 0))
    }
  }
}
