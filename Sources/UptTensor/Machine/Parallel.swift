import Dispatch
import Foundation

/// Work spread over threads without any effect on its results.
///
/// The caller cuts the work into pieces whose number does not depend on the number of threads, and
/// each piece writes only what is its own; whatever is summed over pieces is summed afterwards, in
/// order. OpenBLAS itself runs one thread, inside whichever worker calls it.
public enum Parallel {
  private static let lock = NSLock()
  nonisolated(unsafe) private static var _threads = Machine.processors

  /// How many threads `forEach` uses; at least 1.
  public static var threads: Int {
    get { lock.withLock { _threads } }
    set { lock.withLock { _threads = max(1, newValue) } }
  }

  /// Runs `body(0)`, …, `body(count - 1)`, each once, in any order and on several threads.
  /// Calls inside a worker run in place, so that nesting is harmless.
  /// - Throws: the error of the lowest index that failed; the others have run or were skipped.
  public static func forEach(_ count: Int, _ body: (Int) throws -> Void) throws {
    let workers = min(threads, count)
    if workers <= 1 || Thread.current.threadDictionary[insideKey] != nil {
      for index in 0..<max(count, 0) { try body(index) }
      return
    }
    let queue = Queue(count: count)
    withoutActuallyEscaping(body) { body in
      nonisolated(unsafe) let work = body
      DispatchQueue.concurrentPerform(iterations: workers) { _ in
        let local = Thread.current.threadDictionary
        local[insideKey] = true
        defer { local.removeObject(forKey: insideKey) }
        while let index = queue.take() {
          do { try work(index) } catch { queue.fail(index, error) }
        }
      }
    }
    if let error = queue.firstError { throw error }
  }

  /// `forEach` whose body returns something: the results in order of their index.
  public static func map<T>(_ count: Int, _ body: (Int) throws -> T) throws -> [T] {
    var results = [T?](repeating: nil, count: max(count, 0))
    try results.withUnsafeMutableBufferPointer { slots in
      nonisolated(unsafe) let slots = slots
      try forEach(count) { slots[$0] = try body($0) }
    }
    return results.compactMap { $0 }
  }

  private static let insideKey = "upt.parallel.inside"

  private final class Queue: @unchecked Sendable {
    private let lock = NSLock()
    private let count: Int
    private var next = 0
    private var failure: (index: Int, error: Error)?

    init(count: Int) { self.count = count }

    func take() -> Int? {
      lock.withLock {
        guard next < count, failure == nil else { return nil }
        next += 1
        return next - 1
      }
    }

    func fail(_ index: Int, _ error: Error) {
      lock.withLock {
        if index < failure?.index ?? .max { failure = (index, error) }
      }
    }

    var firstError: Error? { lock.withLock { failure?.error } }
  }
}
