import BenchmarkSupport
import Foundation
import Testing
import UptTensor

@testable import UptData

/// Without a `split_zhou` file: the authors' own annotations, divided as CoOp's first run with seed
/// 1 divides them (the expected choices were made with CPython's `random`).
@Suite struct OwnSplitTests {
  private func load(_ name: String, _ scratch: Scratch) throws -> Dataset {
    try #require(Benchmark.named(name)).dataset(root: scratch.path)
  }

  private func lines(_ split: Split, _ scratch: Scratch, _ folder: String) -> [String] {
    MiniatureBenchmark.lines(split, in: "\(scratch.path)/\(folder)")
  }

  @Test func classFolders() throws {
    let scratch = try Scratch()
    for folder in ["zebra", "airplanes", "BACKGROUND_Google", "Faces_easy"] {
      for index in 1...10 {
        let number = index < 10 ? "000\(index)" : "00\(index)"
        try scratch.add(
          "caltech-101/101_ObjectCategories/\(folder)/image_\(number).jpg", "")
      }
    }
    let data = try load("caltech101", scratch)
    #expect(data.name == "caltech101 (own split)")
    #expect(data.classes == ["airplane", "zebra"])
    func files(_ folder: String, _ numbers: [Int], _ label: Int) -> [String] {
      numbers.map { "\(folder)/image_\($0 < 10 ? "000" : "00")\($0).jpg \(label)" }
    }
    let place = "caltech-101/101_ObjectCategories"
    #expect(
      lines(data.train, scratch, place)
        == files("airplanes", [7, 9, 10, 8, 6], 0) + files("zebra", [5, 9, 3, 7, 6], 1))
    #expect(
      lines(data.val, scratch, place)
        == files("airplanes", [4, 1], 0) + files("zebra", [10, 1], 1))
    #expect(
      lines(data.test, scratch, place)
        == files("airplanes", [5, 2, 3], 0) + files("zebra", [8, 2, 4], 1))
  }

  @Test func satelliteClassesAreRenamed() throws {
    let scratch = try Scratch()
    for folder in ["SeaLake", "AnnualCrop", "Forest"] {
      for index in 1...10 { try scratch.add("eurosat/2750/\(folder)/\(folder)_\(index).jpg", "") }
    }
    #expect(try load("eurosat", scratch).classes == ["Annual Crop Land", "Forest", "Sea or Lake"])
  }

  @Test func pets() throws {
    let scratch = try Scratch()
    func list(_ numbers: ClosedRange<Int>) throws -> String {
      try [("Abyssinian", 1, 1), ("american_bulldog", 2, 2)].flatMap { breed, label, species in
        try numbers.map { number in
          try scratch.add("oxford_pets/images/\(breed)_\(number).jpg", "")
          return "\(breed)_\(number) \(label) \(species) 1\n"
        }
      }.joined()
    }
    try scratch.add("oxford_pets/annotations/trainval.txt", list(0...4))
    try scratch.add("oxford_pets/annotations/test.txt", list(7...8))
    let data = try load("oxford_pets", scratch)
    #expect(data.classes == ["abyssinian", "american_bulldog"])
    #expect(
      lines(data.train, scratch, "oxford_pets/images")
        == [3, 4, 0, 1].map { "Abyssinian_\($0).jpg 0" }
        + [2, 1, 4, 3].map { "american_bulldog_\($0).jpg 1" })
    #expect(
      lines(data.val, scratch, "oxford_pets/images")
        == ["Abyssinian_2.jpg 0", "american_bulldog_0.jpg 1"])
    #expect(data.test.labels == [0, 0, 1, 1])
  }

  /// Lays an annotation of `Matlab/make.py` where its authors put it.
  private func copy(_ file: String, to path: String, _ scratch: Scratch) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let place = URL(fileURLWithPath: "\(scratch.path)/\(path)")
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: folder.appendingPathComponent("Matlab/\(file)"), to: place)
  }

  @Test func cars() throws {
    let scratch = try Scratch()
    for number in 1...15 {
      try scratch.add("stanford_cars/cars_train/000\(number < 10 ? "0" : "")\(number).jpg", "")
      try scratch.add("stanford_cars/cars_test/000\(number < 10 ? "0" : "")\(number).jpg", "")
    }
    for file in ["cars_meta.mat", "cars_train_annos.mat"] {
      try copy(file, to: "stanford_cars/devkit/\(file)", scratch)
    }
    let test = "cars_test_annos_withlabels.mat"
    try copy(test, to: "stanford_cars/\(test)", scratch)
    let data = try load("stanford_cars", scratch)
    #expect(
      data.classes == [
        "2000 AM General Hummer SUV", "2012 Acura RL Sedan", "2012 smart fortwo Convertible",
      ])
    func files(_ part: String, _ numbers: [Int], _ label: Int) -> [String] {
      numbers.map { "\(part)/000\($0 < 10 ? "0" : "")\($0).jpg \(label)" }
    }
    #expect(
      lines(data.train, scratch, "stanford_cars")
        == files("cars_train", [10, 13, 1, 4], 1) + files("cars_train", [8, 5, 14, 11], 0)
        + files("cars_train", [12, 15, 3, 6], 2))
    #expect(
      lines(data.val, scratch, "stanford_cars")
        == files("cars_train", [7], 1) + files("cars_train", [2], 0) + files("cars_train", [9], 2))
    #expect(
      lines(data.test, scratch, "stanford_cars")
        == (0..<3).flatMap { files("cars_test", [$0 + 1], $0) })
  }

  @Test func flowers() throws {
    let scratch = try Scratch()
    try copy("imagelabels.mat", to: "oxford_flowers/imagelabels.mat", scratch)
    try scratch.add(
      "oxford_flowers/cat_to_name.json", "{\"1\": \"pink primrose\", \"2\": \"canna lily\"}")
    func name(_ number: Int) -> String { "image_000\(number < 10 ? "0" : "")\(number).jpg" }
    for number in 1...20 { try scratch.add("oxford_flowers/jpg/\(name(number))", "") }
    let data = try load("oxford_flowers", scratch)
    #expect(data.classes == ["pink primrose", "canna lily"])
    func files(_ numbers: [Int], _ label: Int) -> [String] {
      numbers.map { "\(name($0)) \(label)" }
    }
    #expect(
      lines(data.train, scratch, "oxford_flowers/jpg")
        == files([7, 9, 10, 8, 6], 1) + files([15, 19, 13, 17, 16], 0))
    #expect(
      lines(data.val, scratch, "oxford_flowers/jpg") == files([4, 1], 1) + files([20, 11], 0))
    #expect(
      lines(data.test, scratch, "oxford_flowers/jpg")
        == files([5, 2, 3], 1) + files([18, 12, 14], 0))
  }

  @Test func scenes() throws {
    let scratch = try Scratch()
    try scratch.add("sun397/ClassName.txt", "/a/abbey\n/a/apse/indoor\n")
    func list(_ numbers: ClosedRange<Int>) throws -> String {
      try ["/a/abbey", "/a/apse/indoor"].flatMap { folder in
        try numbers.map { number in
          try scratch.add("sun397/SUN397\(folder)/sun_\(number).jpg", "")
          return "\(folder)/sun_\(number).jpg\r\n"
        }
      }.joined()
    }
    try scratch.add("sun397/Training_01.txt", list(0...4))
    try scratch.add("sun397/Testing_01.txt", list(5...6))
    let data = try load("sun397", scratch)
    #expect(data.classes == ["abbey", "indoor apse"])
    #expect(
      lines(data.val, scratch, "sun397/SUN397")
        == ["a/abbey/sun_2.jpg 0", "a/apse/indoor/sun_0.jpg 1"])
    #expect(data.test.labels == [0, 0, 1, 1])
  }

  @Test func actions() throws {
    let scratch = try Scratch()
    let lists = "ucf101/ucfTrainTestlist"
    try scratch.add("\(lists)/classInd.txt", "1 ApplyEyeMakeup\n2 YoYo\n")
    func list(_ numbers: ClosedRange<Int>, isLabelled: Bool) throws -> String {
      try [("ApplyEyeMakeup", "Apply_Eye_Makeup"), ("YoYo", "Yo_Yo")].enumerated()
        .flatMap { label, action in
          try numbers.map { number in
            let film = "v_\(action.0)_g0\(number)_c01"
            try scratch.add("ucf101/UCF-101-midframes/\(action.1)/\(film).jpg", "")
            return "\(action.0)/\(film).avi\(isLabelled ? " \(label + 1)" : "")\n"
          }
        }.joined()
    }
    try scratch.add("\(lists)/trainlist01.txt", list(0...4, isLabelled: true))
    try scratch.add("\(lists)/testlist01.txt", list(5...5, isLabelled: false))
    let data = try load("ucf101", scratch)
    #expect(data.classes == ["Apply_Eye_Makeup", "Yo_Yo"])
    #expect(data.prompts[0] == "a photo of a person doing Apply Eye Makeup.")
    #expect(
      lines(data.val, scratch, "ucf101/UCF-101-midframes") == [
        "Apply_Eye_Makeup/v_ApplyEyeMakeup_g02_c01.jpg 0", "Yo_Yo/v_YoYo_g00_c01.jpg 1",
      ])
    #expect(data.test.count == 2)
  }
}
