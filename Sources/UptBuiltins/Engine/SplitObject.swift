import UptData
import UptNotebook
import UptRuntime

/// A part of a data set as a value of the language.
final class SplitObject: HostObject {
  let split: Split
  /// What the program around it wants to hear.
  let surroundings: Surroundings

  init(_ split: Split, _ surroundings: Surroundings) {
    self.split = split
    self.surroundings = surroundings
  }

  override var valueType: ValueType { Self.valueType }
  override func standIn(joining other: HostObject) -> HostObject? {
    other === self ? EngineStandIns.split : nil
  }
  override var summary: String { "<\(split.name): \(split.count) images>" }
  override var describe: String {
    "\(split.name): \(split.count) images of \(split.classes.count) classes"
  }
  override var count: Int? { split.count }
  override func count(_ bytes: inout ByteCount) { bytes.add(split) }

  static let valueType = ValueType(
    "split", "A part of a data set: images with their classes.",
    properties: [
      Property("name", "What it is called.") { (split: SplitObject) in .text(split.split.name) },
      Property("classes", "The names of its classes.") { (split: SplitObject) in
        .object(ClassNamesObject(split.split.classes, template: split.split.template))
      },
      Property("labels", "The position of each image's class.") { (split: SplitObject) in
        .list(split.split.labels.map { .int($0) })
      },
    ],
    methods: methods)

  override func element(at position: Int) throws -> Value {
    let item = split.items[position]
    return .record([
      ("image", .object(ImageObject(try split.load(position), name: name(of: item)))),
      ("label", .int(item.label)), ("name", .text(split.classes[item.label])),
    ])
  }

  /// Where a picture comes from, as people say it.
  private func name(of item: Item) -> String {
    (item.source as? ImageFile)?.path ?? "\(split.classes[item.label]), \(split.name)"
  }

  override func index(_ items: [Subscript]) throws -> Value {
    switch items.first {
    case .value(.int(let i)) where items.count == 1:
      return try element(at: Subscript.position(i, count: split.count))
    case .slice(let low, let high, let isClosed) where items.count == 1:
      let range = try Subscript.bounds(low: low, high: high, isClosed: isClosed, count: split.count)
      return .object(SplitObject(try split.selecting(Array(range)), surroundings))
    default: throw RuntimeError(.index, "a split takes one index or one slice")
    }
  }

  private static let methods: [Builtin] = [
    Builtin(
      "sample", [.optional("count", .int(12)), .optional("seed", .int(0))],
      help: """
        Some images with their classes, drawn in the terminal.

            dataset("demo/species").test.sample(2)
        """
    ) { call in
      let object = try call.receiver(as: SplitObject.self)
      let sample = object.split.sample(try call.int(0), seed: try call.int(1))
      return .object(ImageGridObject(sample, object.surroundings))
    },
    Builtin(
      "readable", [],
      help: """
        The images that can be read. All are decoded to find out, once as long as their files do not
        change.

            let data = dataset("demo/species")
            data.test.readable().count == data.test.count      # true
        """
    ) { call in
      let object = try call.receiver(as: SplitObject.self)
      return .object(SplitObject(try call.readable(object).split, object.surroundings))
    },
    Builtin(
      "unreadable", [],
      help: """
        The images that cannot be read: a table of their positions and what is wrong with them.

            dataset("demo/species").test.unreadable().count      # 0
        """
    ) { call in
      let object = try call.receiver(as: SplitObject.self)
      let left = try call.readable(object).left
      return .object(
        TableObject(
          try Table([
            .init("position", left.map { .int($0.position) }),
            .init("reason", left.map { .text($0.reason) }),
          ]), object.surroundings))
    },
  ]
}

/// Several pictures with their classes.
final class ImageGridObject: HostObject, Exhibited {
  let split: Split
  /// What the program around it wants to hear.
  let surroundings: Surroundings

  init(_ split: Split, _ surroundings: Surroundings) {
    self.split = split
    self.surroundings = surroundings
  }

  override var valueType: ValueType { Self.valueType }
  override func standIn(joining other: HostObject) -> HostObject? {
    other === self ? EngineStandIns.images : nil
  }
  static let valueType = ValueType(
    "images", "Several pictures with their classes.", phrase: "a grid of images")
  override var summary: String { "<\(split.name)>" }
  override var count: Int? { split.count }
  override func count(_ bytes: inout ByteCount) { bytes.add(split) }
  override func element(at position: Int) throws -> Value {
    try SplitObject(split, surroundings).element(at: position)
  }

  var exhibit: Exhibit {
    let items = split.items.compactMap { item -> ImageGrid.Item? in
      guard let image = try? item.source.load(), let raster = Raster(image) else { return nil }
      return .init(raster, label: split.classes[item.label])
    }
    return .images(ImageGrid(items, cellWidth: 24))
  }
}
