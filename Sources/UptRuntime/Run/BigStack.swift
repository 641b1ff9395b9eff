import Foundation

/// Runs `body` on a thread with a large stack and waits for it, so that deep recursion in a
/// script has room. Memory of the stack is used only as far as it is touched.
///
/// Call it from a `nonisolated` function: closures written in the top-level code of a `main.swift`
/// belong to the main actor and would trap on this thread.
public func runOnBigStack<Result>(
  megabytes: Int = 512, _ body: () throws -> Result
) throws -> Result {
  try withoutActuallyEscaping(body) { body in
    let job = Job(body)
    let thread = Thread {
      NativeStack.register(bytes: megabytes << 20)
      job.run()
    }
    thread.stackSize = megabytes << 20
    thread.start()
    job.finished.wait()
    guard let result = job.result else {
      throw RuntimeError(.limit, "no thread could be started")
    }
    return try result.get()
  }
}

/// A piece of work handed to a thread; the starter only reads it after `finished` is signalled.
private final class Job<Result>: @unchecked Sendable {
  private var body: (() throws -> Result)?
  private(set) var result: Swift.Result<Result, any Error>?
  let finished = DispatchSemaphore(value: 0)

  init(_ body: @escaping () throws -> Result) { self.body = body }

  func run() {
    if let body { result = Swift.Result { try body() } }
    body = nil
    finished.signal()
  }
}
