import UptCLIP
import UptData
import UptNotebook
import UptRuntime
import UptTensor
import UptTuning

/// What classifies: zero-shot class vectors or tuned prompts.
class ClassifierObject: HostObject {
  let classifier: Classifier
  /// What the program around it wants to know and hear.
  let surroundings: Surroundings

  init(_ classifier: Classifier, _ surroundings: Surroundings) {
    self.classifier = classifier
    self.surroundings = surroundings
  }

  override var valueType: ValueType { Self.classifierType }
  override func standIn(joining other: HostObject) -> HostObject? {
    other === self ? EngineStandIns.classifier : nil
  }
  override var summary: String { "<classifier of \(classifier.classes.count) classes>" }
  override func count(_ bytes: inout ByteCount) { bytes.add(classifier) }

  static let classifierType = ValueType(
    "classifier", "What finds the class of an image.",
    properties: [
      Property("classes", "The names of the classes it knows.") { (object: ClassifierObject) in
        .list(object.classifier.classes.map { .text($0) })
      }
    ],
    methods: classifying)

  private static let classifying: [Builtin] = [
    Builtin(
      "accuracy", [.required("data")],
      help: """
        The share of a split's images that are classified correctly, from 0 to 1.

            let data = dataset("demo/species")
            let classifier = zero_shot(encoder("demo"), data.classes)
            classifier.accuracy(data.test) < 0.3      # true
        """
    ) { call in
      let object = try call.receiver(as: ClassifierObject.self)
      let split = try call.split(0)
      return .real(try call.blaming("data") { try object.accuracy(split) })
    },
    Builtin(
      "predict", [.required("image"), .optional("top", .int(5))],
      help: """
        The most probable classes of one image: a table of names and probabilities.

            let data = dataset("demo/species")
            let classifier = zero_shot(encoder("demo"), data.classes)
            classifier.predict(data.test[0].image, top: 3).count      # 3
        """
    ) { call in
      let object = try call.receiver(as: ClassifierObject.self)
      let image = try call.object(0, as: ImageObject.self, named: "an image")
      let top = try (object.classifier.predict([image.image]).first ?? [])
        .prefix(call.count("top"))
      return .object(
        TableObject(
          try Table([
            .init("class", top.map { .text($0.name) }),
            .init("probability", top.map { .real($0.probability) }, format: .percent(1)),
          ]), object.surroundings))
    },
    Builtin(
      "confusion", [.required("data")],
      help: """
        Which classes are taken for which: a table with a line for each true class, drawn as a heat
        map.

            let data = dataset("demo/species")
            let classifier = zero_shot(encoder("demo"), data.classes)
            classifier.confusion(data.test).count      # 10
        """
    ) { call in
      let object = try call.receiver(as: ClassifierObject.self)
      let matrix = try object.confusion(call.split(0))
      let classes = object.classifier.classes
      var columns = [Table.Column("class", classes.map { .text($0) })]
      for (j, name) in classes.enumerated() {
        columns.append(.init("→ \(name)", matrix.counts.map { .int($0[j]) }))
      }
      let map = HeatMap(
        rows: classes, columns: classes, values: matrix.counts.joined().map(Double.init),
        rowLabel: "class", columnLabel: "taken for")
      return .object(
        TableObject(
          try Table(columns), object.surroundings, shownAs: map.map { Exhibit.heatMap($0) }))
    },
    Builtin(
      "logits", [.required("data")],
      help: """
        Scaled cosines, one row for each image of a split.

            let data = dataset("demo/species")
            let classifier = zero_shot(encoder("demo"), data.classes)
            classifier.logits(data.test).shape      # [400, 10]
        """
    ) { call in
      .object(
        TensorObject(try call.receiver(as: ClassifierObject.self).logits(call.split(0))))
    },
  ]
}
