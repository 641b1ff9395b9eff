import Foundation
import UptTensor

/// What the threads of a ``BatchLoader`` share: the batches that are open, in order.
///
/// Every picture is one piece of work; the next piece is always the first one that nobody has taken
/// of the first batch that has one, so the batch that is needed next is finished first.
final class BatchQueue: @unchecked Sendable {
  typealias Load = @Sendable (Int, AugmentedPass?) throws -> Planes

  /// A batch on its way.
  private final class Open {
    let batch: BatchLoader.Batch
    var squares: [Planes?]
    /// Pictures that a thread has taken, and that are not done.
    var taken = 0
    var left: Int
    var failure: (index: Int, error: any Error)?

    init(_ batch: BatchLoader.Batch) {
      self.batch = batch
      squares = Array(repeating: nil, count: batch.positions.count)
      left = squares.count
    }
  }

  /// A picture to load.
  private struct Piece {
    let batch: Open
    let index: Int
  }

  private let ahead: Int
  private let batch: @Sendable (Int) -> BatchLoader.Batch?
  private let load: Load
  /// Guards all that follows.
  private let condition = NSCondition()
  private var open: [Open] = []
  private var opened = 0
  private var isEnded = false
  private var isStopped = false
  private var running = 0

  init(
    ahead: Int, batch: @escaping @Sendable (Int) -> BatchLoader.Batch?, load: @escaping Load
  ) {
    self.ahead = ahead
    self.batch = batch
    self.load = load
  }

  var runningThreads: Int {
    condition.lock()
    defer { condition.unlock() }
    return running
  }

  func start(threads: Int) {
    running = threads
    for number in 1...threads {
      let thread = Thread { self.work() }
      thread.name = "pictures \(number)"
      thread.start()
    }
  }

  /// Ends the threads and waits until they have; each may have a picture to finish.
  func stop() {
    condition.lock()
    isStopped = true
    condition.broadcast()
    while running > 0 { condition.wait() }
    condition.unlock()
  }

  /// The next batch's pictures once all are there; nil behind the last batch.
  func next(shouldStop: () -> Bool) throws -> [Planes]? {
    condition.lock()
    defer { condition.unlock() }
    fill()
    guard let first = open.first else { return nil }
    while first.left > 0 {
      guard !shouldStop() else {
        throw EngineError(.interrupted, "stopped while pictures were being loaded")
      }
      _ = condition.wait(until: Date(timeIntervalSinceNow: 0.05))
    }
    open.removeFirst()
    condition.broadcast()
    if let failure = first.failure { throw failure.error }
    return first.squares.compactMap { $0 }
  }

  private func work() {
    condition.lock()
    while !isStopped {
      fill()
      guard let piece = take() else {
        if isEnded { break }
        condition.wait()
        continue
      }
      condition.unlock()
      let result = Result {
        try load(piece.batch.batch.positions[piece.index], piece.batch.batch.pass)
      }
      condition.lock()
      finish(piece, result)
    }
    running -= 1
    condition.broadcast()
    condition.unlock()
  }

  /// Opens batches until enough are open: those ahead, and the one that is waited for.
  private func fill() {
    while !isEnded, open.count <= ahead {
      guard let batch = batch(opened) else {
        isEnded = true
        condition.broadcast()
        return
      }
      open.append(Open(batch))
      opened += 1
    }
  }

  private func take() -> Piece? {
    guard let batch = open.first(where: { $0.taken < $0.squares.count }) else { return nil }
    batch.taken += 1
    return Piece(batch: batch, index: batch.taken - 1)
  }

  private func finish(_ piece: Piece, _ result: Result<Planes, any Error>) {
    switch result {
    case .success(let square): piece.batch.squares[piece.index] = square
    case .failure(let error):
      if piece.index < piece.batch.failure?.index ?? .max {
        piece.batch.failure = (piece.index, error)
      }
    }
    piece.batch.left -= 1
    if piece.batch.left == 0 { condition.broadcast() }
  }
}
