import BenchmarkSupport
import Foundation
import Testing
import UptTensor

@testable import UptData

@Suite struct DatasetTests {
  func item(_ label: Int) throws -> Item {
    Item(label: label, source: ImageInMemory(try patterned(20 + label, 16, seed: label)))
  }

  @Test func labelsAndTemplatesAreChecked() throws {
    #expect(throws: EngineError.self) {
      try Dataset(name: "x", classes: ["a"], train: [item(1)], test: [])
    }
    #expect(throws: EngineError.self) {
      try Dataset(name: "x", classes: ["a"], train: [item(-1)], test: [])
    }
    #expect(throws: EngineError.self) { try Dataset(name: "x", classes: [], train: [], test: []) }
    #expect(throws: EngineError.self) {
      try Dataset(name: "x", classes: ["a"], template: "a photo", train: [], test: [])
    }
  }

  @Test func promptsReadUnderscoresAsSpaces() throws {
    let data = try Dataset(
      name: "x", classes: ["hot_dog", "tea"], template: "a {}, {}!", train: [], test: [])
    #expect(data.prompts == ["a hot dog, hot dog!", "a tea, tea!"])
    #expect(try data.with(template: "{}").test.prompts == ["hot dog", "tea"])
  }

  @Test func fewshotNeedsAShot() throws {
    let data = try Dataset(name: "x", classes: ["a"], train: [item(0)], test: [])
    #expect(throws: EngineError.self) { try data.fewshot(0) }
    #expect(try data.fewshot(16).count == 1)
  }

  @Test func batchesDoNotDependOnThreads() throws {
    let data = try Dataset(
      name: "x", classes: ["a", "b", "c"], train: (0..<9).map { try item($0 % 3) }, test: [])
    let preprocess = try Preprocess(size: 8)
    let pass = AugmentedPass(seed: 3, epoch: 2)
    let before = Parallel.threads
    defer { Parallel.threads = before }
    Parallel.threads = 1
    let plain = try data.train.batch([0, 4, 8], preprocess)
    let varied = try data.train.batch(Array(0..<9), preprocess, pass: pass)
    Parallel.threads = 2
    #expect(try data.train.batch([0, 4, 8], preprocess) == plain)
    #expect(try data.train.batch(Array(0..<9), preprocess, pass: pass) == varied)
    #expect(plain.shape == [3, 3, 8, 8])
    let fifth: [Float] = try preprocess(data.train.items[4].source.load()).data
    let second = [Float](plain.data[192..<384])
    #expect(fifth == second)
    let single = try data.train.batch([7], preprocess, pass: pass)
    let eighth = [Float](varied.data[(7 * 192)..<(8 * 192)])
    #expect(single.data == eighth)
    #expect(throws: EngineError.self) { try data.train.batch([9], preprocess) }
  }

  @Test func boxesLieInThePicture() throws {
    var stream = Random(5, "boxes")
    for (width, height) in [(1, 1), (1, 50), (50, 1), (1000, 3), (37, 41), (300, 200)] {
      for _ in 0..<200 {
        let box = Augmentation.standard.box(width: width, height: height, from: &stream)
        #expect(box.fits(width: width, height: height))
      }
    }
  }

  @Test func foldersWithParts() throws {
    let scratch = try Scratch()
    for name in ["b/2.png", "b/1.ppm", "a/deep/x.PNG", "a/._hidden.png", "a/notes.txt"] {
      try scratch.add("train/\(name)")
    }
    try scratch.add("test/b/1.png")
    let data = try Dataset.folder(scratch.path, template: "{}")
    #expect(data.classes == ["a", "b"])
    #expect(data.train.labels == [0, 1, 1])
    #expect(data.test.labels == [1])
    #expect(try data.train.items[1].source.load().width == 3)
    try scratch.add("test/c/1.png")
    #expect(throws: EngineError.self) { try Dataset.folder(scratch.path) }
  }

  @Test func foldersWithoutParts() throws {
    let scratch = try Scratch()
    for name in ["bus", "train"] {
      for index in 0..<10 { try scratch.add("\(name)/\(index).ppm") }
    }
    let data = try Dataset.folder(scratch.path)
    let counts: [Int] = [data.train.count, data.val.count, data.test.count]
    #expect(counts == [10, 4, 6])
    let all = [data.train, data.val, data.test].flatMap { $0.items.map(\.source.identity) }
    #expect(Set(all).count == 20)
    let again = try Dataset.folder(scratch.path)
    #expect(again.test.items.map(\.source.identity) == data.test.items.map(\.source.identity))
    #expect(throws: EngineError.self) { try Dataset.folder(scratch.path + "/bus") }
    #expect(throws: EngineError.self) { try Dataset.folder("/no/such/folder") }
  }

  @Test func tables() throws {
    let scratch = try Scratch()
    try scratch.add("x/1.png")
    try scratch.add(
      "data.csv",
      "path,label,split\r\nx/1.png,\"tea, \"\"green\"\"\",train\r\n\r\nx/1.png,ale,test\r\n")
    let data = try Dataset.csv(scratch.path + "/data.csv")
    #expect(data.classes == ["ale", "tea, \"green\""])
    #expect(data.train.labels == [1] && data.test.labels == [0])
    #expect(try data.train.items[0].source.load().height == 2)
    for text in ["", "a,b\n", "path,label\n", "path,label\nx\n", "path,label\n\"x,y\n",
      "path,label,split\nx,y,z\n"]
    {
      try scratch.add("bad.csv", text)
      #expect(throws: EngineError.self) { try Dataset.csv(scratch.path + "/bad.csv") }
    }
  }

  @Test func metricsRefuseWhatDoesNotFit() throws {
    #expect(throws: EngineError.self) { try Metrics.accuracy([], []) }
    #expect(throws: EngineError.self) { try Metrics.accuracy([1], [1, 2]) }
    #expect(throws: EngineError.self) { try Metrics.predictions(Tensor([2], [1, 2])) }
    #expect(throws: EngineError.self) { try Metrics.predictions(Tensor([1, 2], [.nan, 2])) }
    #expect(throws: EngineError.self) { try Metrics.topK(Tensor([1, 2], [1, 2]), [2], 1) }
    #expect(throws: EngineError.self) {
      try ConfusionMatrix(predictions: [3], labels: [0], classes: 2)
    }
  }

  @Test func picturesAndTensors() throws {
    let image = try patterned(5, 4)
    #expect(try Image(image.tensor()) == image)
    #expect(try Image(Tensor([1, 2], [.nan, 7])).pixels == [0, 0, 0, 255, 255, 255])
    let planes = Planes(image, box: image.bounds)
    #expect(planes.image() == image)
    #expect(planes.mirrored() != planes && planes.mirrored().mirrored() == planes)
    #expect(throws: EngineError.self) {
      try Augmentation.apply(
        image, box: Box(left: 3, top: 0, width: 3, height: 1), size: 2, mirrored: false)
    }
    #expect(throws: EngineError.self) { try image.resized(width: 0, height: 4) }
    #expect(throws: EngineError.self) { try image.resized(width: 1 << 40, height: 1 << 40) }
    #expect(throws: EngineError.self) { try Preprocess(size: 0) }
  }
}

@Suite struct ClassHalfTests {
  @Test func halvesOfHalvesKeepTheirPictures() throws {
    let items = (0..<40).map { position in
      Item(
        label: position % 8,
        source: ImageDrawn(identity: "\(position)") { try Image(width: 1, height: 1) })
    }
    let data = try Dataset(
      name: "x", classes: (0..<8).map { "c\($0)" }, train: items, val: items, test: items)
    let part = try data.classes(.new).classes(.base).with(template: "{}")
    #expect(part.classes == ["c4", "c5"])
    let whole = try data.fewshot(2, seed: 3).items.filter { $0.label == 4 || $0.label == 5 }
    let few = try part.fewshot(2, seed: 3)
    #expect(few.items.map(\.source.identity) == whole.map(\.source.identity))
    #expect(few.labels == whole.map { $0.label - 4 })
    #expect(few.template == "{}")
  }

  @Test func anEmptyHalfIsAnError() throws {
    let data = try Dataset(name: "x", classes: ["a"], train: [], test: [])
    #expect(throws: EngineError.self) { try data.classes(.base) }
  }
}
