import UptData
import UptNotebook
import UptRuntime

/// A data set as a value of the language.
final class DatasetObject: HostObject {
  let dataset: Dataset

  init(_ dataset: Dataset) { self.dataset = dataset }

  override var typeName: String { "dataset" }
  override var summary: String { "<dataset \(dataset.name)>" }
  override var memberNames: [String] {
    ["name", "classes", "template", "train", "val", "test"] + Self.methods.names
  }
  override func method(_ name: String) -> Builtin? { Self.methods[name] }

  override var describe: String {
    let d = dataset
    let classes = d.classes.prefix(6).joined(separator: ", ") + (d.classes.count > 6 ? ", …" : "")
    return """
      dataset \(d.name)
        \(d.classes.count) classes: \(classes)
        train \(d.train.count), val \(d.val.count), test \(d.test.count) images
        template "\(d.template)"
      """
  }

  override func member(_ name: String) throws -> Value? {
    switch name {
    case "name": return .text(dataset.name)
    case "classes":
      return .object(ClassNamesObject(dataset.classes, template: dataset.template))
    case "template": return .text(dataset.template)
    case "train": return .object(SplitObject(dataset.train))
    case "val": return .object(SplitObject(dataset.val))
    case "test": return .object(SplitObject(dataset.test))
    default: return nil
    }
  }

  static let methods = MethodTable([
    Builtin(
      "fewshot", [.required("shots"), .optional("seed", .int(1))],
      help: """
        `shots` training images of every class: the same ones that CoOp's code draws for this seed.

            dataset("demo/textures").fewshot(2, seed: 1).count
        """
    ) { call in
      let dataset = try call.receiver(as: DatasetObject.self).dataset
      let (shots, seed) = (try call.int("shots"), try call.int("seed"))
      return .object(
        SplitObject(try call.blaming("shots") { try dataset.fewshot(shots, seed: seed) }))
    },
    Builtin(
      "sample", [.optional("count", .int(12)), .optional("seed", .int(0))],
      help: "Some training images with their classes, drawn in the terminal."
    ) { call in
      let split = try call.receiver(as: DatasetObject.self).dataset.train
      return .object(ImageGridObject(split.sample(try call.int(0), seed: try call.int(1))))
    },
    Builtin(
      "half", [.required("part")],
      help: "The \"base\" or the \"new\" half of the classes, relabelled from 0."
    ) { call in
      let dataset = try call.receiver(as: DatasetObject.self).dataset
      guard let part = ClassSplit(rawValue: try call.text(0)) else {
        throw call.error(0, "the half is \"base\" or \"new\", not \"\(try call.text(0))\"")
      }
      return .object(DatasetObject(try dataset.classes(part)))
    },
  ])
}

/// The names of a data set's classes, with the sentence that they are put into.
final class ClassNamesObject: HostObject {
  let names: [String]
  let template: String

  init(_ names: [String], template: String) {
    self.names = names
    self.template = template
  }

  override var typeName: String { "list" }
  override var summary: String { Value.list(names.map { .text($0) }).summary }
  override var count: Int? { names.count }
  override var memberNames: [String] { ["count", "template"] }
  override func element(at position: Int) throws -> Value { .text(names[position]) }

  override func member(_ name: String) throws -> Value? {
    switch name {
    case "count": return .int(names.count)
    case "template": return .text(template)
    default: return nil
    }
  }

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

/// A part of a data set as a value of the language.
final class SplitObject: HostObject {
  let split: Split

  init(_ split: Split) { self.split = split }

  override var typeName: String { "split" }
  override var summary: String { "<\(split.name): \(split.count) images>" }
  override var describe: String {
    "\(split.name): \(split.count) images of \(split.classes.count) classes"
  }
  override var count: Int? { split.count }
  override var memberNames: [String] {
    ["name", "classes", "count", "labels"] + Self.methods.names
  }
  override func method(_ name: String) -> Builtin? { Self.methods[name] }

  override func member(_ name: String) throws -> Value? {
    switch name {
    case "name": return .text(split.name)
    case "classes": return .object(ClassNamesObject(split.classes, template: split.template))
    case "count": return .int(split.count)
    case "labels": return .list(split.labels.map { .int($0) })
    default: return nil
    }
  }

  override func element(at position: Int) throws -> Value {
    let item = split.items[position]
    return .record([
      ("image", .object(ImageObject(try item.source.load(), name: item.source.identity))),
      ("label", .int(item.label)), ("name", .text(split.classes[item.label])),
    ])
  }

  override func index(_ items: [Subscript]) throws -> Value {
    switch items.first {
    case .value(.int(let i)) where items.count == 1:
      return try element(at: Subscript.position(i, count: split.count))
    case .slice(let low, let high, let isClosed) where items.count == 1:
      let range = try Subscript.bounds(low: low, high: high, isClosed: isClosed, count: split.count)
      return .object(SplitObject(try split.selecting(Array(range))))
    default: throw RuntimeError(.index, "a split takes one index or one slice")
    }
  }

  static let methods = MethodTable([
    Builtin(
      "sample", [.optional("count", .int(12)), .optional("seed", .int(0))],
      help: "Some images with their classes, drawn in the terminal."
    ) { call in
      let split = try call.receiver(as: SplitObject.self).split
      return .object(ImageGridObject(split.sample(try call.int(0), seed: try call.int(1))))
    }
  ])
}

/// A picture as a value of the language.
final class ImageObject: HostObject, Drawn {
  let image: Image
  let name: String

  init(_ image: Image, name: String) {
    self.image = image
    self.name = name
  }

  override var typeName: String { "image" }
  override var summary: String { "<image \(name), \(image.width)×\(image.height)>" }
  override var memberNames: [String] { ["width", "height", "name"] + Self.methods.names }
  override func method(_ name: String) -> Builtin? { Self.methods[name] }

  override func member(_ name: String) throws -> Value? {
    switch name {
    case "width": return .int(image.width)
    case "height": return .int(image.height)
    case "name": return .text(self.name)
    default: return nil
    }
  }

  func draw(_ style: RenderStyle) -> String {
    guard let raster = Raster(width: image.width, height: image.height, rgb: image.pixels) else {
      return summary
    }
    return ImageGrid([.init(raster, label: name)], cellWidth: 48).text(style)
  }

  static let methods = MethodTable([
    Builtin("save", [.required("path")], help: "Writes the picture as PNG or PPM.") { call in
      let image = try call.receiver(as: ImageObject.self).image
      try call.writing { try image.write(to: $0) }
      return .nothing
    }
  ])
}

/// Several pictures with their classes.
final class ImageGridObject: HostObject, Drawn {
  let split: Split

  init(_ split: Split) { self.split = split }

  override var typeName: String { "images" }
  override var summary: String { "<\(split.name)>" }
  override var count: Int? { split.count }
  override func element(at position: Int) throws -> Value {
    try SplitObject(split).element(at: position)
  }

  func draw(_ style: RenderStyle) -> String {
    let items = split.items.compactMap { item -> ImageGrid.Item? in
      guard let image = try? item.source.load(),
        let raster = Raster(width: image.width, height: image.height, rgb: image.pixels)
      else { return nil }
      return .init(raster, label: split.classes[item.label])
    }
    return ImageGrid(items, cellWidth: 24).text(style)
  }
}
