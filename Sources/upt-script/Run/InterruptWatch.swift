import Foundation
import UptRuntime
import UptTerminal

/// Hands Ctrl-C on to the evaluation that is running.
///
/// The first asks it to stop. It may be in the middle of a product of large matrices, where nothing
/// asks: the second says so, and the third ends the process.
final class InterruptWatch: @unchecked Sendable {
  private let token: InterruptToken
  private let finished = DispatchSemaphore(value: 0)
  private static let interval = DispatchTimeInterval.milliseconds(20)

  /// Watches from now on; interrupts after the first `seen` count.
  init(_ token: InterruptToken, since seen: Int) {
    self.token = token
    let thread = Thread { [self] in watch(seen) }
    thread.stackSize = 256 << 10
    thread.start()
  }

  /// Ends the watching.
  func stop() { finished.signal() }

  private func watch(_ seen: Int) {
    var handled = seen
    var unheard = 0
    while finished.wait(timeout: .now() + Self.interval) == .timedOut {
      while Interrupts.count > handled {
        handled += 1
        // A training that was stopped may have taken the request back and gone on with the script.
        unheard = token.isInterrupted ? unheard + 1 : 1
        handle(unheard)
      }
    }
  }

  private func handle(_ unheard: Int) {
    switch unheard {
    case 1: token.interrupt()
    case 2: Standard.writeError("\nstopping; Ctrl-C once more ends the program at once\n")
    default:
      Standard.writeError("\n")
      _exit(ExitCode.interrupted.rawValue)
    }
  }
}
