import Foundation
import UptRuntime
import UptTensor
import UptTerminal

/// Watches over the evaluation that is running and stops it: for Ctrl-C, and when it passes a
/// bound on time or memory that the user set.
///
/// The first Ctrl-C asks it to stop. It may be in the middle of a product of large matrices, where
/// nothing asks: the second says so, and the third ends the process.
final class RunWatch: @unchecked Sendable {
  private let token: InterruptToken
  private let bounds: Bounds
  private let start = DispatchTime.now()
  private let finished = DispatchSemaphore(value: 0)
  private static let interval = DispatchTimeInterval.milliseconds(20)

  /// Watches from now on; interrupts after the first `seen` count.
  init(_ token: InterruptToken, _ bounds: Bounds, since seen: Int) {
    self.token = token
    self.bounds = bounds
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
      if !token.isInterrupted, let error = bounds.error(after: seconds) { token.interrupt(error) }
    }
  }

  private var seconds: Double {
    Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1e9
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
