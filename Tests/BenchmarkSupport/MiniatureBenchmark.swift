import Foundation
import Testing
import UptData

/// A benchmark with a handful of pictures in its real layout: real names of files and folders,
/// annotations in the form that the data set's authors, or CoOp's, gave them.
public struct MiniatureBenchmark: Sendable, CustomStringConvertible {
  /// Pictures by part, each as `PATH LABEL`, the path in the benchmark's folder.
  public struct Listing: Sendable {
    public var train: [String] = []
    public var val: [String] = []
    public var test: [String] = []
  }

  /// The benchmark's name.
  public let name: String
  /// Annotations by their paths in the folder of all data.
  let texts: [String: String]
  /// Further files that are no part of the data.
  var others: [String] = []
  /// The names of its classes, by label.
  public let classes: [String]
  /// Its pictures.
  public let listing: Listing

  public var description: String { name }
  /// What the program knows under this name.
  public var benchmark: Benchmark? { Benchmark.named(name) }

  /// Writes it under a folder of data.
  public func write(to scratch: Scratch) throws {
    for (path, text) in texts { try scratch.add(path, text) }
    for path in others { try scratch.add(path, "not a picture") }
    for line in listing.train + listing.val + listing.test {
      guard let path = line.split(separator: " ").first, let benchmark else { continue }
      try scratch.addPicture("\(benchmark.folder)/\(path)")
    }
  }
}

extension MiniatureBenchmark {
  /// A benchmark that CoOp gives a `split_zhou` file for.
  /// - Parameters:
  ///   - images: the folder that the file's paths begin in, with a slash behind; empty for none.
  ///   - pictures: two classes' pictures, of which the first is for training, the second for
  ///     validation and the third for testing.
  private static func split(
    _ name: String, _ folder: String, _ file: String, images: String,
    _ pictures: [(name: String, paths: [String])]
  ) -> MiniatureBenchmark {
    func list(_ part: Int) -> String {
      let entries = pictures.enumerated().map { label, one in
        "        [\n            \"\(one.paths[part])\",\n            \(label),\n"
          + "            \"\(one.name)\"\n        ]"
      }
      return "[\n\(entries.joined(separator: ",\n"))\n    ]"
    }
    func lines(_ part: Int) -> [String] {
      pictures.enumerated().map { "\(images)\($1.paths[part]) \($0)" }
    }
    return MiniatureBenchmark(
      name: name,
      texts: [
        "\(folder)/\(file)":
          "{\n    \"train\": \(list(0)),\n    \"val\": \(list(1)),\n    \"test\": \(list(2))\n}"
      ],
      classes: pictures.map(\.name),
      listing: Listing(train: lines(0), val: lines(1), test: lines(2)))
  }

  private static let synsets = "n01440764 tench\nn01443537 goldfish\nn01484850 great white shark\n"

  /// All fifteen.
  public static let all: [MiniatureBenchmark] = [
    MiniatureBenchmark(
      name: "imagenet",
      texts: ["imagenet/classnames.txt": synsets + "n02105855 Shetland Sheepdog\n"],
      classes: ["tench", "goldfish", "great white shark", "Shetland Sheepdog"],
      listing: {
        let test = [
          "images/val/n01440764/ILSVRC2012_val_00000293.JPEG 0",
          "images/val/n01443537/ILSVRC2012_val_00000236.JPEG 1",
          "images/val/n01484850/ILSVRC2012_val_00002338.JPEG 2",
          "images/val/n02105855/ILSVRC2012_val_00000777.JPEG 3",
        ]
        return Listing(
          train: [
            "images/train/n01440764/n01440764_10026.JPEG 0",
            "images/train/n01440764/n01440764_10027.JPEG 0",
            "images/train/n01443537/n01443537_10007.JPEG 1",
            "images/train/n01484850/n01484850_10036.JPEG 2",
            "images/train/n02105855/n02105855_2933.JPEG 3",
          ],
          val: test, test: test)
      }()),
    split(
      "caltech101", "caltech-101", "split_zhou_Caltech101.json", images: "101_ObjectCategories/",
      [
        ("face", (1...3).map { "Faces/image_000\($0).jpg" }),
        ("leopard", (1...3).map { "Leopards/image_000\($0).jpg" }),
      ]),
    split(
      "oxford_pets", "oxford_pets", "split_zhou_OxfordPets.json", images: "images/",
      [
        ("abyssinian", (1...3).map { "Abyssinian_10\($0).jpg" }),
        ("american_bulldog", (1...3).map { "american_bulldog_10\($0).jpg" }),
      ]),
    split(
      "stanford_cars", "stanford_cars", "split_zhou_StanfordCars.json", images: "",
      [
        (
          "2000 AM General Hummer SUV",
          ["cars_train/00001.jpg", "cars_train/00002.jpg", "cars_test/00001.jpg"]
        ),
        (
          "2012 Acura RL Sedan",
          ["cars_train/00003.jpg", "cars_train/00004.jpg", "cars_test/00002.jpg"]
        ),
      ]),
    split(
      "oxford_flowers", "oxford_flowers", "split_zhou_OxfordFlowers.json", images: "jpg/",
      [
        ("pink primrose", (1...3).map { "image_0673\($0).jpg" }),
        ("hard-leaved pocket orchid", (1...3).map { "image_0508\($0).jpg" }),
      ]),
    split(
      "food101", "food-101", "split_zhou_Food101.json", images: "images/",
      [
        ("apple_pie", (1...3).map { "apple_pie/100504\($0).jpg" }),
        ("baby_back_ribs", (1...3).map { "baby_back_ribs/100596\($0).jpg" }),
      ]),
    MiniatureBenchmark(
      name: "fgvc_aircraft",
      texts: [
        "fgvc_aircraft/variants.txt": "707-320\n737-200\nF/A-18\n",
        "fgvc_aircraft/images_variant_train.txt":
          "1025794 707-320\n0056978 F/A-18\n0062765 737-200\n",
        "fgvc_aircraft/images_variant_val.txt": "0034309 707-320\n",
        "fgvc_aircraft/images_variant_test.txt": "1514522 F/A-18\n0747566 707-320\n",
      ],
      classes: ["707-320", "737-200", "F/A-18"],
      listing: Listing(
        train: ["images/1025794.jpg 0", "images/0056978.jpg 2", "images/0062765.jpg 1"],
        val: ["images/0034309.jpg 0"], test: ["images/1514522.jpg 2", "images/0747566.jpg 0"])),
    split(
      "sun397", "sun397", "split_zhou_SUN397.json", images: "SUN397/",
      [
        ("abbey", (1...3).map { "a/abbey/sun_aaalbzqrimafwbi\($0).jpg" }),
        ("outdoor apartment_building", (1...3).map {
          "a/apartment_building/outdoor/sun_aamyhslnsnomjzu\($0).jpg"
        }),
      ]),
    split(
      "dtd", "dtd", "split_zhou_DescribableTextures.json", images: "images/",
      [
        ("banded", (1...3).map { "banded/banded_000\($0).jpg" }),
        ("blotchy", (1...3).map { "blotchy/blotchy_000\($0).jpg" }),
      ]),
    split(
      "eurosat", "eurosat", "split_zhou_EuroSAT.json", images: "2750/",
      [
        ("Annual Crop Land", (1...3).map { "AnnualCrop/AnnualCrop_\($0).jpg" }),
        ("Forest", (1...3).map { "Forest/Forest_\($0).jpg" }),
      ]),
    split(
      "ucf101", "ucf101", "split_zhou_UCF101.json", images: "UCF-101-midframes/",
      [
        ("Apply_Eye_Makeup", (1...3).map {
          "Apply_Eye_Makeup/v_ApplyEyeMakeup_g0\($0)_c01.jpg"
        }),
        ("Yo_Yo", (1...3).map { "Yo_Yo/v_YoYo_g0\($0)_c01.jpg" }),
      ]),
    MiniatureBenchmark(
      name: "imagenetv2",
      texts: [
        "imagenetv2/classnames.txt": (0..<12).map { "n0144\(1000 + $0) name \($0)\n" }.joined()
      ],
      classes: (0..<12).map { "name \($0)" },
      listing: Listing(
        test: (0..<12).map {
          "imagenetv2-matched-frequency-format-val/\($0)/88dd3ab6a5c5e2a.jpeg \($0)"
        })),
    MiniatureBenchmark(
      name: "imagenet_sketch", texts: ["imagenet-sketch/classnames.txt": synsets],
      classes: ["tench", "goldfish", "great white shark"],
      listing: Listing(test: [
        "images/n01440764/sketch_0.JPEG 0", "images/n01443537/sketch_3.JPEG 1",
        "images/n01484850/sketch_1.JPEG 2",
      ])),
    MiniatureBenchmark(
      name: "imagenet_a", texts: ["imagenet-adversarial/classnames.txt": synsets],
      others: ["imagenet-adversarial/imagenet-a/README.txt"],
      classes: ["tench", "great white shark"],
      listing: Listing(test: [
        "imagenet-a/n01440764/0.000116_stingray_0.865662.jpg 0",
        "imagenet-a/n01484850/0.001542_submarine_0.970543.jpg 1",
      ])),
    MiniatureBenchmark(
      name: "imagenet_r", texts: ["imagenet-rendition/classnames.txt": synsets],
      others: ["imagenet-rendition/imagenet-r/README.txt"],
      classes: ["goldfish", "great white shark"],
      listing: Listing(test: [
        "imagenet-r/n01443537/art_0.jpg 0", "imagenet-r/n01443537/cartoon_1.jpg 0",
        "imagenet-r/n01484850/sketch_2.jpg 1",
      ])),
  ]
}
