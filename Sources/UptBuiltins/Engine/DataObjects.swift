import UptData
import UptNotebook
import UptRuntime

/// A data set as a value of the language.
final class DatasetObject: HostObject {
  let dataset: Dataset
  /// What the program around it wants to hear.
  let surroundings: Surroundings

  init(_ dataset: Dataset, _ surroundings: Surroundings) {
    self.dataset = dataset
    self.surroundings = surroundings
  }

  override var valueType: ValueType { Self.valueType }
  override func standIn(joining other: HostObject) -> HostObject? {
    other === self ? EngineStandIns.dataset : nil
  }
  override var summary: String { "<dataset \(dataset.name)>" }

  override func count(_ bytes: inout ByteCount) {
    for split in [dataset.train, dataset.val, dataset.test] { bytes.add(split) }
  }

  override var describe: String {
    let d = dataset
    let classes = d.classes.prefix(6).joined(separator: ", ") + (d.classes.count > 6 ? ", …" : "")
    let skipped = d.unreadable == .skip ? "; those that cannot be read are skipped" : ""
    return """
      dataset \(d.name)
        \(d.classes.count) classes: \(classes)
        train \(d.train.count), val \(d.val.count), test \(d.test.count) images\(skipped)
        template "\(d.template)"
      """
  }

  static let valueType = ValueType(
    "dataset", "Images with their classes, for training, validation and testing.",
    properties: [
      Property("name", "What it is called.") { (data: DatasetObject) in .text(data.dataset.name) },
      Property("classes", "The names of its classes.") { (data: DatasetObject) in
        .object(ClassNamesObject(data.dataset.classes, template: data.dataset.template))
      },
      Property("template", "The sentence that class names are put into.") { (data: DatasetObject) in
        .text(data.dataset.template)
      },
      Property("ensemble", "The sentences of CoOp's zero-shot ensemble, for `zero_shot`.") {
        (data: DatasetObject) in .list(data.dataset.ensemble.map { .text($0) })
      },
      Property("train", "The images to train on.") { (data: DatasetObject) in
        .object(SplitObject(data.dataset.train, data.surroundings))
      },
      Property("val", "The images to choose settings with.") { (data: DatasetObject) in
        .object(SplitObject(data.dataset.val, data.surroundings))
      },
      Property("test", "The images to judge with.") { (data: DatasetObject) in
        .object(SplitObject(data.dataset.test, data.surroundings))
      },
    ],
    methods: methods)

  private static let methods: [Builtin] = [
    Builtin(
      "fewshot",
      [
        .required("shots"), .optional("seed", .int(1)),
        .optional("part", .text("train"), help: "\"train\" or \"val\"")
          .choices(of: FewShot.Part.self),
      ],
      help: """
        `shots` training images of every class: the same ones that CoOp's code draws for this seed.
        Of the `part` "val", which CoOp draws after them, it is four at most.

            let data = dataset("demo/textures")
            data.fewshot(16, seed: 1).count      # 160
            data.fewshot(16, seed: 1, part: "val").count      # 40
        """
    ) { call in
      let data = try call.receiver(as: DatasetObject.self)
      let (shots, seed) = (try call.int("shots"), try call.int("seed"))
      let part = try call.choice("part", of: FewShot.Part.self)
      return .object(
        SplitObject(
          try call.blaming("shots") { try data.dataset.fewshot(shots, seed: seed, of: part) },
          data.surroundings))
    },
    Builtin(
      "sample", [.optional("count", .int(12)), .optional("seed", .int(0))],
      help: """
        Some training images with their classes, drawn in the terminal; test images of a data set
        that is for testing only.

            dataset("demo/species").sample(4)
        """
    ) { call in
      let data = try call.receiver(as: DatasetObject.self)
      let sample = data.dataset.sample(try call.int(0), seed: try call.int(1))
      return .object(ImageGridObject(sample, data.surroundings))
    },
    Builtin(
      "half", [.required("part").choices(of: ClassSplit.self)],
      help: """
        The "base" or the "new" half of the classes, relabelled from 0.

            dataset("demo/species").half("new").classes.count      # 5
        """
    ) { call in
      let data = try call.receiver(as: DatasetObject.self)
      guard let part = ClassSplit(rawValue: try call.text(0)) else {
        throw call.error(0, "the half is \"base\" or \"new\", not \"\(try call.text(0))\"")
      }
      return .object(DatasetObject(try data.dataset.classes(part), data.surroundings))
    },
  ]
}

/// The names of a data set's classes, with the sentence that they are put into.
final class ClassNamesObject: HostObject {
  let names: [String]
  let template: String

  init(_ names: [String], template: String) {
    self.names = names
    self.template = template
  }

  override var valueType: ValueType { Self.valueType }
  override func standIn(joining other: HostObject) -> HostObject? {
    other === self ? EngineStandIns.classNames : nil
  }
  override var summary: String { Value.list(names.map { .text($0) }).summary }
  override var count: Int? { names.count }
  override func element(at position: Int) throws -> Value { .text(names[position]) }

  static let valueType = ValueType(
    "list", "The names of classes, a list that knows their template.",
    properties: [
      Property("template", "The sentence that the names are put into.") {
        (names: ClassNamesObject) in .text(names.template)
      },
      Property("first", "The first name, or nil if there is none.") { (names: ClassNamesObject) in
        names.names.first.map { .text($0) } ?? .nothing
      },
      Property("last", "The last name, or nil if there is none.") { (names: ClassNamesObject) in
        names.names.last.map { .text($0) } ?? .nothing
      },
    ],
    methods: ValueType.methodsOfSequences)

  override func index(_ items: [Subscript]) throws -> Value {
    switch items.first {
    case .value(.int(let i)) where items.count == 1:
      return .text(names[try Subscript.position(i, count: names.count)])
    case .slice(let low, let high, let isClosed) where items.count == 1:
      let range = try Subscript.bounds(low: low, high: high, isClosed: isClosed, count: names.count)
      return .list(names[range].map { .text($0) })
    default: throw RuntimeError(.index, "class names take one index or one slice")
    }
  }

  override func isEqual(to other: Value) -> Bool {
    guard let elements = try? other.elements(), elements.count == names.count else { return false }
    return zip(names, elements).allSatisfy { name, value in
      if case .text(let text) = value { text.string == name } else { false }
    }
  }
}

/// A picture as a value of the language.
final class ImageObject: HostObject, Exhibited {
  let image: Image
  let name: String

  init(_ image: Image, name: String) {
    self.image = image
    self.name = name
  }

  override var valueType: ValueType { Self.valueType }
  override func standIn(joining other: HostObject) -> HostObject? {
    other === self ? EngineStandIns.image : nil
  }
  override var summary: String { "<image \(name), \(image.width)×\(image.height)>" }
  override func count(_ bytes: inout ByteCount) { bytes.add(elementsOf: image.pixels) }

  static let valueType = ValueType(
    "image", "A picture.",
    properties: [
      Property("width", "The number of columns.") { (image: ImageObject) in
        .int(image.image.width)
      },
      Property("height", "The number of rows.") { (image: ImageObject) in
        .int(image.image.height)
      },
      Property("name", "The file or the place it comes from.") { (image: ImageObject) in
        .text(image.name)
      },
    ],
    methods: methods)

  var exhibit: Exhibit {
    guard let raster = Raster(image) else { return .text(summary) }
    return .images(ImageGrid([.init(raster, label: name)], cellWidth: 48))
  }

  private static let methods: [Builtin] = [
    Builtin(
      "save", [.required("path", help: "where to; it ends in .png or .ppm")],
      help: """
        Writes the picture as PNG or PPM.

            dataset("demo/species").test[0].image.save("blicket.png")
            image("blicket.png").width      # 48
        """
    ) { call in
      let image = try call.receiver(as: ImageObject.self).image
      try call.writing { try image.write(to: $0) }
      return .nothing
    }
  ]
}
