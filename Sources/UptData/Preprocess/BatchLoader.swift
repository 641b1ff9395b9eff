import Foundation
import UptTensor

/// Batches of a split's pictures, loaded by threads of its own ahead of whoever takes them.
///
/// Batches come in the order in which they are numbered, and each holds the bytes that
/// ``Split/batch(_:_:pass:)`` gives, whatever the number of threads. Only a few batches are ahead
/// at any time, as bytes; they become floats when they are taken. The threads take no part in
/// ``Parallel``, so a worker there may wait for them. They end with the last batch, or when the
/// loader is given up.
///
///     let loader = BatchLoader(split, preprocess) { $0 < 10 ? .init([2 * $0, 2 * $0 + 1]) : nil }
///     while let images = try loader.next() { … }
public final class BatchLoader {
  /// What a batch holds.
  public struct Batch: Sendable {
    /// Positions in the split.
    public let positions: [Int]
    /// How the pictures are varied; nil evaluates: resize and centre crop.
    public let pass: AugmentedPass?

    /// The pictures at these positions.
    public init(_ positions: [Int], pass: AugmentedPass? = nil) {
      self.positions = positions
      self.pass = pass
    }
  }

  /// The seconds that ``next(shouldStop:)`` took so far: what whoever takes the batches waited for.
  public private(set) var waited = 0.0
  private let preprocess: Preprocess
  let queue: BatchQueue

  /// Starts loading.
  /// - Parameters:
  ///   - threads: how many load; at least one does.
  ///   - ahead: how many batches are loaded before they are asked for; nil lets memory decide, see
  ///     ``ahead(pictures:size:)``.
  ///   - batch: what batch `n` holds, counted from 0; nil behind the last. Called in order, from
  ///     any thread.
  public init(
    _ split: Split, _ preprocess: Preprocess, threads: Int = Parallel.threads, ahead: Int? = nil,
    batch: @escaping @Sendable (Int) -> Batch?
  ) {
    self.preprocess = preprocess
    let first = batch(0)?.positions.count ?? 0
    queue = BatchQueue(
      ahead: max(1, ahead ?? Self.ahead(pictures: first, size: preprocess.size)), batch: batch
    ) { position, pass in
      try split.check(position)
      return try split.square(position, preprocess, pass: pass)
    }
    queue.start(threads: max(1, threads))
  }

  deinit { queue.stop() }

  /// The next batch as a tower takes it, `[count, 3, size, size]`; nil behind the last.
  /// - Parameter shouldStop: asked before waiting and twenty times a second.
  /// - Throws: what the first of its pictures threw that could not be loaded, or `.index` for a
  ///   position outside the split; the batch after it can still be taken. `.interrupted` when
  ///   `shouldStop` says so; the batch can be asked for again. `.memory` when it does not fit.
  public func next(shouldStop: () -> Bool = { false }) throws -> Tensor? {
    let start = DispatchTime.now().uptimeNanoseconds
    defer { waited += Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9 }
    return try queue.next(shouldStop: shouldStop).map { try preprocess.batch($0) }
  }

  /// Bytes that may wait.
  static let budget = 1 << 26

  /// How many batches of so many pictures are loaded ahead: up to eight, as long as they take less
  /// than 64 MB, and one in any case.
  public static func ahead(pictures: Int, size: Int) -> Int {
    let (bytes, overflow) = (3 * size * size).multipliedReportingOverflow(by: max(pictures, 1))
    return overflow ? 1 : max(1, min(8, budget / bytes))
  }
}
