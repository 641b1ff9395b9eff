import UptRuntime

/// What stands for the engine's objects while a program is checked. There is one for each type, so
/// that two of a type are known to be alike.
enum EngineStandIns {
  static let classNames = ObjectStandIn(
    ClassNamesObject.valueType, members: ["template": .someText], element: .someText)

  static let image = ObjectStandIn(
    ImageObject.valueType, members: ["width": .someInt, "height": .someInt, "name": .someText])

  private static var item: Value {
    .record([("image", .object(image)), ("label", .someInt), ("name", .someText)])
  }

  static let images = ObjectStandIn(ImageGridObject.valueType, element: item)

  static let split: ObjectStandIn = ObjectStandIn(
    SplitObject.valueType,
    members: ["name": .someText, "classes": .object(classNames), "labels": .someList],
    element: item
  ) { call in
    switch call.builtin.name {
    case "sample": .object(images)
    case "readable": .object(split)
    default: .unknown
    }
  }

  static let dataset = ObjectStandIn(
    DatasetObject.valueType,
    members: [
      "name": .someText, "classes": .object(classNames), "template": .someText,
      "train": .object(split), "val": .object(split), "test": .object(split),
    ]
  ) { call in
    switch call.builtin.name {
    case "fewshot":
      for number in ["shots", "seed"] { _ = try call.certain(number) { try $0.int(number) } }
      return .object(split)
    case "sample": return .object(images)
    default: return .unknown
    }
  }

  static let method = ObjectStandIn(
    MethodObject.valueType, members: ["name": .someText, "parameter_count": .someInt])

  static let classifier = ObjectStandIn(
    ClassifierObject.classifierType, members: ["classes": .someList], answer: classify)

  static let tuned = ObjectStandIn(
    TunedObject.tunedType,
    members: [
      "classes": .someList, "is_complete": .someBool, "method": .object(method),
      "name": .someText, "parameter_count": .someInt, "seed": .someInt,
    ], answer: classify)

  static let attention = ObjectStandIn(
    AttentionObject.valueType, members: ["own": .someReal, "layer": .someInt])

  @Sendable private static func classify(_ call: Call) throws -> Value {
    if call.builtin.parameters.first?.name == "data" { try call.expectSplit("data") }
    switch call.builtin.name {
    case "accuracy": return .someReal
    case "with_classes": return .object(classifier)
    case "logits": return .object(UnknownTensor())
    case "attention": return .object(attention)
    case "save": return .nothing
    default: return .unknown
    }
  }
}
