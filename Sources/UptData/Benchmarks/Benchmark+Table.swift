extension Benchmark {
  /// The eleven few-shot benchmarks, then the four shifted ImageNets, as CoOp lays them out.
  public static let all: [Benchmark] = [
    Benchmark(
      "imagenet", title: "ImageNet", folder: "imagenet", images: "images", .synsetParts,
      Size(classes: 1000, 1_281_167, 50_000, test: 50_000),
      needs: [
        Need("images/train", "ILSVRC-2012's training set from image-net.org, a folder per synset"),
        Need("images/val", "ILSVRC-2012's validation set, moved into a folder per synset"),
        Need("classnames.txt", onDrive),
      ]),
    Benchmark(
      "caltech101", title: "Caltech101", folder: "caltech-101", images: "101_ObjectCategories",
      .splitFile(
        "split_zhou_Caltech101.json",
        otherwise: .classFolders(
          leftOut: ["BACKGROUND_Google", "Faces_easy"],
          renamed: [
            "airplanes": "airplane", "Faces": "face", "Leopards": "leopard",
            "Motorbikes": "motorbike",
          ])),
      Size(classes: 100, 4128, 1649, test: 2465),
      needs: [
        Need("101_ObjectCategories", "101_ObjectCategories.tar.gz from vision.caltech.edu"),
        Need("split_zhou_Caltech101.json", onDrive),
      ]),
    Benchmark(
      "oxford_pets", title: "OxfordPets", folder: "oxford_pets", images: "images",
      template: "a photo of a {}, a type of pet.",
      .splitFile("split_zhou_OxfordPets.json", otherwise: .pets),
      Size(classes: 37, 2944, 736, test: 3669),
      needs: [
        Need("images", "images.tar.gz from www.robots.ox.ac.uk/~vgg/data/pets"),
        Need("split_zhou_OxfordPets.json", onDrive),
      ]),
    Benchmark(
      "stanford_cars", title: "StanfordCars", folder: "stanford_cars", images: "",
      .splitFile("split_zhou_StanfordCars.json", otherwise: .cars),
      Size(classes: 196, 6509, 1635, test: 8041),
      needs: [
        Need("cars_train", "cars_train.tgz, once at ai.stanford.edu/~jkrause/car196; \(mirror)"),
        Need("cars_test", "cars_test.tgz, once at ai.stanford.edu/~jkrause/car196; \(mirror)"),
        Need("split_zhou_StanfordCars.json", onDrive),
      ]),
    Benchmark(
      "oxford_flowers", title: "Flowers102", also: ["OxfordFlowers"], folder: "oxford_flowers",
      images: "jpg", template: "a photo of a {}, a type of flower.",
      .splitFile("split_zhou_OxfordFlowers.json", otherwise: .flowers),
      Size(classes: 102, 4093, 1633, test: 2463),
      needs: [
        Need("jpg", "102flowers.tgz from www.robots.ox.ac.uk/~vgg/data/flowers/102"),
        Need("split_zhou_OxfordFlowers.json", onDrive),
      ]),
    Benchmark(
      "food101", title: "Food101", folder: "food-101", images: "images",
      template: "a photo of {}, a type of food.",
      .splitFile("split_zhou_Food101.json", otherwise: .classFolders()),
      Size(classes: 101, 50_500, 20_200, test: 30_300),
      needs: [
        Need("images", "food-101.tar.gz from data.vision.ee.ethz.ch/cvl/datasets_extra/food-101"),
        Need("split_zhou_Food101.json", onDrive),
      ]),
    Benchmark(
      "fgvc_aircraft", title: "FGVCAircraft", folder: "fgvc_aircraft", images: "images",
      template: "a photo of a {}, a type of aircraft.", .variants,
      Size(classes: 100, 3334, 3333, test: 3333),
      needs: ["images", variantNames, variantLists.train, variantLists.val, variantLists.test]
        .map {
          Need($0, "the folder data of fgvc-aircraft-2013b.tar.gz from "
            + "www.robots.ox.ac.uk/~vgg/data/fgvc-aircraft, renamed to fgvc_aircraft")
        }),
    Benchmark(
      "sun397", title: "SUN397", folder: "sun397", images: "SUN397",
      .splitFile("split_zhou_SUN397.json", otherwise: .scenes),
      Size(classes: 397, 15_880, 3970, test: 19_850),
      needs: [
        Need("SUN397", "SUN397.tar.gz, once at vision.princeton.edu/projects/2010/SUN; \(mirror)"),
        Need("split_zhou_SUN397.json", onDrive),
      ]),
    Benchmark(
      "dtd", title: "DTD", also: ["DescribableTextures"], folder: "dtd", images: "images",
      template: "{} texture.",
      .splitFile("split_zhou_DescribableTextures.json", otherwise: .classFolders()),
      Size(classes: 47, 2820, 1128, test: 1692),
      needs: [
        Need("images", "dtd-r1.0.1.tar.gz from www.robots.ox.ac.uk/~vgg/data/dtd"),
        Need("split_zhou_DescribableTextures.json", onDrive),
      ]),
    Benchmark(
      "eurosat", title: "EuroSAT", folder: "eurosat", images: "2750",
      template: "a centered satellite photo of {}.",
      .splitFile(
        "split_zhou_EuroSAT.json",
        otherwise: .classFolders(renamed: [
          "AnnualCrop": "Annual Crop Land", "HerbaceousVegetation": "Herbaceous Vegetation Land",
          "Highway": "Highway or Road", "Industrial": "Industrial Buildings",
          "Pasture": "Pasture Land", "PermanentCrop": "Permanent Crop Land",
          "Residential": "Residential Buildings", "SeaLake": "Sea or Lake",
        ])),
      Size(classes: 10, 13_500, 5400, test: 8100),
      needs: [
        Need("2750", "EuroSAT.zip from madm.dfki.de/files/sentinel"),
        Need("split_zhou_EuroSAT.json", onDrive),
      ]),
    Benchmark(
      "ucf101", title: "UCF101", folder: "ucf101", images: "UCF-101-midframes",
      template: "a photo of a person doing {}.",
      .splitFile("split_zhou_UCF101.json", otherwise: .actions),
      Size(classes: 101, 7639, 1898, test: 3783),
      needs: [Need("UCF-101-midframes", onDrive), Need("split_zhou_UCF101.json", onDrive)]),

    Benchmark(
      "imagenetv2", title: "ImageNetV2", folder: "imagenetv2",
      images: "imagenetv2-matched-frequency-format-val", .positions,
      Size(classes: 1000, test: 10_000),
      needs: [
        Need(
          "imagenetv2-matched-frequency-format-val",
          "the matched-frequency set linked from github.com/modestyachts/ImageNetV2"),
        Need("classnames.txt", copied),
      ]),
    Benchmark(
      "imagenet_sketch", title: "ImageNetSketch", folder: "imagenet-sketch", images: "images",
      .synsets, Size(classes: 1000, test: 50_889),
      needs: [
        Need("images", "the set linked from github.com/HaohanWang/ImageNet-Sketch"),
        Need("classnames.txt", copied),
      ]),
    Benchmark(
      "imagenet_a", title: "ImageNetA", folder: "imagenet-adversarial", images: "imagenet-a",
      .synsets, Size(classes: 200, test: 7500),
      needs: [
        Need("imagenet-a", "the set linked from github.com/hendrycks/natural-adv-examples"),
        Need("classnames.txt", copied),
      ]),
    Benchmark(
      "imagenet_r", title: "ImageNetR", folder: "imagenet-rendition", images: "imagenet-r",
      .synsets, Size(classes: 200, test: 30_000),
      needs: [
        Need("imagenet-r", "the set linked from github.com/hendrycks/imagenet-r"),
        Need("classnames.txt", copied),
      ]),
  ]

  static let classNames = "classnames.txt"
  static let variantNames = "variants.txt"
  static let variantLists = (
    train: "images_variant_train.txt", val: "images_variant_val.txt",
    test: "images_variant_test.txt"
  )

  static let onDrive = "linked from DATASETS.md of github.com/KaiyangZhou/CoOp"
  private static let copied = "a copy of ImageNet's classnames.txt"
  private static let mirror = "mirrors must keep its file names"
}
