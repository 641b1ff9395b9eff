import BenchmarkSupport
import Foundation
import Testing
import UptTensor

@testable import UptData

/// What is said of a benchmark that is not as it should be, word for word; `DATA` stands for the
/// folder of all data.
@Suite struct BrokenBenchmarkTests {
  struct Case: CustomTestStringConvertible {
    let name: String
    /// Files by their paths; an empty text is a picture that nobody looks into.
    let files: [String: String]
    let message: String
    var hint: String?
    var testDescription: String { message }
  }

  private static let split = "dtd/split_zhou_DescribableTextures.json"
  private static let picture = ["dtd/images/a/1.jpg": ""]

  private static func dtd(
    _ json: String, _ message: String, hint: String? = nil
  ) -> Case {
    Case(
      name: "dtd", files: picture.merging([split: json]) { $1 }, message: message, hint: hint)
  }

  private static let listed = "[path, label, class name], such as [\"cat/1.jpg\", 0, \"cat\"]"

  static let cases: [Case] = [
    Case(name: "dtd", files: [:], message: "there is no folder DATA/dtd, where DTD should be"),
    Case(
      name: "dtd", files: ["dtd/dtd/images/a/1.jpg": ""],
      message: "there is no folder DATA/dtd/images, where the pictures should be"),
    dtd(
      "{\"train\": [[\"a/1.jpg\", 0 \"a\"]]}",
      "DATA/\(split) is not valid JSON: line 1, column 26: a comma or ']' should be here"),
    dtd(
      "{\"train\": [], \"val\": []}", "DATA/\(split) has no list called \"test\"",
      hint: "a split file is an object of the lists train, val and test"),
    dtd(
      "{\"train\": [[\"a/1.jpg\", 0]], \"val\": [], \"test\": []}",
      "DATA/\(split): train[0] is no picture", hint: "each one is \(listed)"),
    dtd(
      "{\"train\": [[\"a/1.jpg\", -1, \"a\"]], \"val\": [], \"test\": []}",
      "DATA/\(split): train[0] is no picture", hint: "each one is \(listed)"),
    dtd(
      "{\"train\": [], \"val\": [], \"test\": []}", "DATA/\(split) lists no pictures"),
    dtd(
      "{\"train\": [[\"a/1.jpg\", 0, \"a\"], [\"a/1.jpg\", 2, \"c\"]], \"val\": [], \"test\": []}",
      "DATA/\(split): no picture has the label 1, though labels run to 2",
      hint: "labels count the classes from 0, without gaps"),
    dtd(
      "{\"train\": [[\"a/1.jpg\", 0, \"a\"]], \"val\": [], \"test\": [[\"a/1.jpg\", 0, \"b\"]]}",
      "DATA/\(split): the label 0 is \"a\" and \"b\"",
      hint: "each label needs one name in all parts"),
    dtd(
      "{\"train\": [[\"a/1.jpg\", 0, \"a\"]], \"val\": [], \"test\": [[\"a/1.jpg\", 1, \"b\"]]}",
      "DATA/\(split): no picture to train on has the label 1 (\"b\"), which others have"),
    dtd(
      "{\"train\": [[\"a/1.jpg\", 0, \"a\"], [\"a/2.jpg\", 0, \"a\"]], \"val\": [], \"test\": []}",
      "DATA/\(split) lists 2 pictures, but 1 of them is not there; the first is "
        + "DATA/dtd/images/a/2.jpg",
      hint: "was the archive unpacked completely?"),
    dtd(
      "{\"train\": [[\"b/1.jpg\", 0, \"b\"], [\"b/2.jpg\", 0, \"b\"]], \"val\": [], \"test\": []}",
      "DATA/\(split) lists 2 pictures, but 2 of them are not there; the first is "
        + "DATA/dtd/images/b/1.jpg",
      hint: "are the pictures in that folder, under the names that the authors gave them?"),
    Case(
      name: "stanford_cars",
      files: ["stanford_cars/devkit/cars_meta.mat": "MATLAB 5.0 MAT-file"],
      message: "DATA/stanford_cars/devkit/cars_meta.mat is no MATLAB file of level 5 from a "
        + "common machine"),
    Case(
      name: "oxford_flowers", files: ["oxford_flowers/jpg/image_00001.jpg": ""],
      message: "cannot open DATA/oxford_flowers/imagelabels.mat: no such file or directory",
      hint: "nor is there a split_zhou_OxfordFlowers.json, linked from DATASETS.md of "
        + "github.com/KaiyangZhou/CoOp"),
    Case(
      name: "food101", files: ["food-101/images/apple_pie/notes.txt": "x"],
      message: "DATA/food-101/images/apple_pie: no pictures in it",
      hint: "nor is there a split_zhou_Food101.json, linked from DATASETS.md of "
        + "github.com/KaiyangZhou/CoOp"),
    Case(
      name: "oxford_pets", files: ["oxford_pets/images/Abyssinian_1.jpg": ""],
      message: "cannot open DATA/oxford_pets/annotations/trainval.txt: no such file or directory",
      hint: "nor is there a split_zhou_OxfordPets.json, linked from DATASETS.md of "
        + "github.com/KaiyangZhou/CoOp"),
    Case(
      name: "oxford_pets",
      files: [
        "oxford_pets/images/Abyssinian_1.jpg": "",
        "oxford_pets/annotations/trainval.txt": "#Image CLASS-ID\nAbyssinian_1 1 1 1\n",
      ],
      message: "DATA/oxford_pets/annotations/trainval.txt, line 1: "
        + "\"NAME_NUMBER CLASS SPECIES BREED\" is expected, not \"#Image CLASS-ID\""),
    Case(
      name: "fgvc_aircraft",
      files: [
        "fgvc_aircraft/images/1.jpg": "", "fgvc_aircraft/variants.txt": "707-320\n",
        "fgvc_aircraft/images_variant_train.txt": "1 707-320\n\n2 A300B4\n",
      ],
      message: "DATA/fgvc_aircraft/images_variant_train.txt, line 3: a variant of variants.txt is "
        + "expected, not \"2 A300B4\""),
    Case(
      name: "imagenet",
      files: [
        "imagenet/images/train/n01440764/n01440764_1.JPEG": "",
        "imagenet/images/val/ILSVRC2012_val_00000001.JPEG": "",
        "imagenet/classnames.txt": "n01440764 tench\n",
      ],
      message: "DATA/imagenet/images/train has 1 folders and DATA/imagenet/images/val has 0; "
        + "n01440764 is in one of them only",
      hint: "both need a folder for every synset; the validation pictures have to be moved into "
        + "theirs"),
    Case(
      name: "imagenet_a",
      files: [
        "imagenet-adversarial/imagenet-a/n01498041/1.jpg": "",
        "imagenet-adversarial/classnames.txt": "n01440764 tench\n",
      ],
      message: "DATA/imagenet-adversarial/imagenet-a/n01498041: classnames.txt has no name for it",
      hint: "only folders of ImageNet's synsets may lie there, and classnames.txt must be "
        + "ImageNet's whole"),
    Case(
      name: "imagenetv2",
      files: [
        "imagenetv2/imagenetv2-matched-frequency-format-val/0/1.jpeg": "",
        "imagenetv2/classnames.txt": "n01440764 tench\nn01443537 goldfish\n",
      ],
      message: "DATA/imagenetv2/imagenetv2-matched-frequency-format-val/1: no such folder"),
  ]

  @Test(arguments: cases)
  func saysWhatIsWrong(_ wrong: Case) throws {
    let scratch = try Scratch()
    for (path, text) in wrong.files { try scratch.add(path, text) }
    let benchmark = try #require(Benchmark.named(wrong.name))
    let error = #expect(throws: EngineError.self) {
      try benchmark.dataset(root: scratch.path)
    }
    #expect(error?.message.replacingOccurrences(of: scratch.path, with: "DATA") == wrong.message)
    #expect(error?.hint == wrong.hint)
    #expect(!benchmark.survey(root: scratch.path).isComplete)
  }

  /// Whatever stands in an annotation: an error or a data set, never a trap.
  @Test func mutilatedSplitFilesAreSurvived() throws {
    let scratch = try Scratch()
    try scratch.add("dtd/images/a/1.jpg", "")
    let whole = [UInt8](
      "{\"train\": [[\"a/1.jpg\", 0, \"a\"]], \"val\": [], \"test\": [[\"a/1.jpg\", 0, \"a\"]]}"
        .utf8)
    let benchmark = try #require(Benchmark.named("dtd"))
    var stream = Random(3, "mutilate")
    for round in 0..<300 {
      var bytes = whole
      for _ in 0...(round % 4) {
        let place = Int(stream.next() % UInt64(bytes.count))
        bytes[place] = UInt8(truncatingIfNeeded: stream.next() >> 8)
      }
      try Data(bytes).write(to: URL(fileURLWithPath: "\(scratch.path)/\(Self.split)"))
      _ = try? benchmark.dataset(root: scratch.path)
    }
  }
}
