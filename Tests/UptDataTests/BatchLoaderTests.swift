import Foundation
import Testing
import UptTensor

@testable import UptData

@Suite struct BatchLoaderTests {
  let preprocess: Preprocess
  let split: Split

  init() throws {
    preprocess = try Preprocess(size: 8)
    split = try Self.split(pictures: 23)
  }

  /// Drawn pictures, of which those at `broken` cannot be read.
  static func split(
    pictures: Int, broken: Set<Int> = [], draw: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws -> Split {
    try Split(
      name: "drawn", classes: ["a", "b"], template: "{}",
      items: (0..<pictures).map { position in
        Item(
          label: position % 2,
          source: ImageDrawn(identity: "\(position) of \(pictures), \(broken)") {
            draw(position)
            if broken.contains(position) {
              throw EngineError(.format, "picture \(position): broken")
            }
            return try patterned(9 + position % 5, 12, seed: position)
          })
      })
  }

  static func batches(
    of positions: [Int], size: Int, pass: AugmentedPass? = nil
  ) -> @Sendable (Int) -> BatchLoader.Batch? {
    { number in
      let start = number * size
      guard start < positions.count else { return nil }
      return .init(Array(positions[start..<min(start + size, positions.count)]), pass: pass)
    }
  }

  @Test(arguments: [1, 2, 3, 8], [1, 4, 23, 30])
  func batchesAreThoseOfTheSplit(threads: Int, size: Int) throws {
    var stream = Random(1, "order")
    for ahead in [1, 2, 7] {
      for pass in [nil, AugmentedPass(seed: 3, epoch: 2)] {
        let order = stream.permutation(split.count)
        let batches = Self.batches(of: order, size: size, pass: pass)
        let loader = BatchLoader(
          split, preprocess, threads: threads, ahead: ahead, batch: batches)
        var number = 0
        while let found = try loader.next() {
          let wanted = try #require(batches(number))
          #expect(found == (try split.batch(wanted.positions, preprocess, pass: wanted.pass)))
          number += 1
        }
        #expect(number == (split.count + size - 1) / size)
        #expect(try loader.next() == nil)
      }
    }
  }

  @Test(arguments: [1, 4])
  func errorsComeWithTheirBatch(threads: Int) throws {
    let split = try Self.split(pictures: 12, broken: [4, 5, 10])
    let loader = BatchLoader(
      split, preprocess, threads: threads, batch: Self.batches(of: Array(0..<12), size: 3))
    #expect(try loader.next()?.shape == [3, 3, 8, 8])
    let error = #expect(throws: EngineError.self) { try loader.next() }
    #expect(error == EngineError(.picture, "picture 4: broken"))
    #expect(try loader.next() == split.batch([6, 7, 8], preprocess))
    #expect(throws: EngineError.self) { try loader.next() }
    #expect(try loader.next() == nil)
  }

  @Test func positionsOutsideAreErrors() throws {
    let loader = BatchLoader(split, preprocess) { $0 == 0 ? .init([0, 99]) : nil }
    let error = #expect(throws: EngineError.self) { try loader.next() }
    #expect(error?.kind == .index)
  }

  @Test func nothingToLoad() throws {
    #expect(try BatchLoader(split, preprocess) { _ in nil }.next() == nil)
    let empty = BatchLoader(split, preprocess) { $0 == 0 ? .init([]) : nil }
    #expect(try empty.next()?.shape == [0, 3, 8, 8])
    #expect(try empty.next() == nil)
  }

  /// Pictures that were loaded, counted.
  final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0
    var value: Int { lock.withLock { count } }
    func add() { lock.withLock { count += 1 } }
  }

  @Test func onlySoManyBatchesAreAhead() throws {
    let counter = Counter()
    let split = try Self.split(pictures: 100) { _ in counter.add() }
    let loader = BatchLoader(
      split, preprocess, threads: 4, ahead: 2, batch: Self.batches(of: Array(0..<100), size: 5))
    for taken in 1...6 {
      _ = try loader.next()
      // Those taken, the next one, and two ahead of it.
      #expect(counter.value <= (taken + 3) * 5)
    }
  }

  @Test func threadsEndWithTheLoader() throws {
    let counter = Counter()
    let split = try Self.split(pictures: 1000) { _ in counter.add() }
    var queue: BatchQueue?
    do {
      let loader = BatchLoader(
        split, preprocess, threads: 3, batch: Self.batches(of: Array(0..<1000), size: 10))
      _ = try loader.next()
      queue = loader.queue
      #expect(loader.queue.runningThreads == 3)
    }
    #expect(queue?.runningThreads == 0)
    let loaded = counter.value
    #expect(loaded < 1000)
    #expect(counter.value == loaded)
  }

  @Test func threadsEndWithTheLastBatch() throws {
    let loader = BatchLoader(
      split, preprocess, threads: 3, batch: Self.batches(of: [1, 2, 3], size: 2))
    while try loader.next() != nil {}
    loader.queue.stop()
    #expect(loader.queue.runningThreads == 0)
  }

  /// More loaders than threads, each waited for by a worker of `Parallel`, and one inside another.
  @Test func workersMayWait() throws {
    let found = try Parallel.map(8) { worker in
      let loader = BatchLoader(
        split, preprocess, threads: 1, ahead: 1,
        batch: Self.batches(of: Array(worker..<(worker + 10)), size: 3))
      var pictures = 0
      while let images = try loader.next() { pictures += images.shape[0] }
      return pictures
    }
    #expect(found == Array(repeating: 10, count: 8))
  }

  @Test func memoryBoundsWhatIsAhead() {
    #expect(BatchLoader.ahead(pictures: 32, size: 224) == 8)
    #expect(BatchLoader.ahead(pictures: 64, size: 336) == 3)
    #expect(BatchLoader.ahead(pictures: 10_000, size: 4096) == 1)
    #expect(BatchLoader.ahead(pictures: .max, size: 4096) == 1)
    #expect(BatchLoader.ahead(pictures: 0, size: 1) == 8)
  }
}

@Suite struct ReadablePictureTests {
  @Test func unreadablePicturesAreLeftOutAndNamed() throws {
    let split = try BatchLoaderTests.split(pictures: 150, broken: [3, 140])
    let (kept, left) = try split.readable()
    #expect(kept.count == 148 && kept.labels == split.labels.enumerated()
      .filter { ![3, 140].contains($0.offset) }.map(\.element))
    #expect(left == [
      UnreadablePicture(position: 3, reason: "picture 3: broken"),
      UnreadablePicture(position: 140, reason: "picture 140: broken"),
    ])
    #expect(try kept.readable().left.isEmpty)
  }

  @Test func whatIsKnownIsNotDecodedAgain() throws {
    let counter = BatchLoaderTests.Counter()
    let split = try BatchLoaderTests.split(pictures: 31, broken: [7]) { _ in counter.add() }
    let first = try split.readable()
    #expect(counter.value == 31)
    #expect(try split.readable().left == first.left)
    #expect(counter.value == 31)
  }

  @Test func aSplitOfUnreadablePicturesIsAnError() throws {
    let split = try BatchLoaderTests.split(pictures: 2, broken: [0, 1])
    let error = #expect(throws: EngineError.self) { try split.readable() }
    #expect(error == EngineError(
      .file, "none of the 2 pictures of drawn can be read; the first: picture 0: broken"))
  }

  @Test func whatIsNoFaultOfThePictureIsAnError() throws {
    for kind in [EngineError.Kind.missingLibrary, .memory, .value] {
      let split = try Split(
        name: "x", classes: ["a"], template: "{}",
        items: [Item(label: 0, source: ImageDrawn(identity: "\(kind)") {
          throw EngineError(kind, "not today")
        })])
      let error = #expect(throws: EngineError.self) { try split.readable() }
      #expect(error?.kind == kind)
    }
  }

  @Test(arguments: Unreadable.allCases)
  func picturesThatAreAskedForAreErrors(_ rule: Unreadable) throws {
    let split = try Split(
      name: "x", classes: ["a"], template: "{}",
      items: BatchLoaderTests.split(pictures: 1, broken: [0]).items, unreadable: rule)
    let error = #expect(throws: EngineError.self) { try split.load(0) }
    #expect(error == EngineError(rule == .skip ? .format : .picture, "picture 0: broken"))
  }

  @Test func lookingCanBeStopped() throws {
    let split = try BatchLoaderTests.split(pictures: 200)
    var portions = 0
    let error = #expect(throws: EngineError.self) {
      try split.readable {
        portions += 1
        return portions == 2
      }
    }
    #expect(error?.kind == .interrupted)
  }

  @Test func theRuleIsKeptByEveryPart() throws {
    let items = try BatchLoaderTests.split(pictures: 20).items
    let data = try Dataset(name: "x", classes: ["a", "b"], train: items, val: items, test: items)
      .with(unreadable: .skip)
    let parts = try [
      data.train, data.with(template: "a {}").val, data.classes(.base).test, data.fewshot(1),
      data.classes(.new).fewshot(1), data.sample(2), data.test.selecting([1]),
      data.test.with(template: "{}!"),
    ]
    #expect(parts.allSatisfy { $0.unreadable == .skip })
    #expect(try Dataset(name: "x", classes: ["a", "b"], train: items, test: []).train.unreadable
      == .error)
  }
}
