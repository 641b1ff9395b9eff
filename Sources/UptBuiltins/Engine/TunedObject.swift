import UptCLIP
import UptData
import UptNotebook
import UptRuntime
import UptTensor
import UptTuning

/// What classifies: zero-shot class vectors or tuned prompts.
class ClassifierObject: HostObject {
  let classifier: Classifier

  init(_ classifier: Classifier) { self.classifier = classifier }

  override var typeName: String { "classifier" }
  override var summary: String { "<classifier of \(classifier.classes.count) classes>" }
  override var memberNames: [String] { ["classes"] + Self.classifying.names }
  override func method(_ name: String) -> Builtin? { Self.classifying[name] }

  override func member(_ name: String) throws -> Value? {
    name == "classes" ? .list(classifier.classes.map { .text($0) }) : nil
  }

  static let classifying = MethodTable([
    Builtin(
      "accuracy", [.required("data")],
      help: "The share of a split's images that are classified correctly, from 0 to 1."
    ) { call in
      let classifier = try call.receiver(as: ClassifierObject.self).classifier
      let split = try call.split(0)
      return .real(try call.blaming("data") { try classifier.accuracy(split) })
    },
    Builtin(
      "predict", [.required("image"), .optional("top", .int(5))],
      help: "The most probable classes of one image: a table of names and probabilities."
    ) { call in
      let classifier = try call.receiver(as: ClassifierObject.self).classifier
      let image = try call.object(0, as: ImageObject.self, named: "an image")
      let top = try classifier.predict(image.image).prefix(call.count("top"))
      return .object(
        TableObject(
          try Table([
            .init("class", top.map { .text($0.name) }),
            .init("probability", top.map { .real($0.probability) }, format: .percent(1)),
          ])))
    },
    Builtin(
      "confusion", [.required("data")],
      help: "Which classes are taken for which: a table with a line for each true class."
    ) { call in
      let classifier = try call.receiver(as: ClassifierObject.self).classifier
      let matrix = try classifier.confusion(call.split(0))
      var columns = [Table.Column("class", classifier.classes.map { .text($0) })]
      for (j, name) in classifier.classes.enumerated() {
        columns.append(.init("→ \(name)", matrix.counts.map { .int($0[j]) }))
      }
      return .object(TableObject(try Table(columns)))
    },
    Builtin(
      "logits", [.required("data")], help: "Scaled cosines, one row for each image of a split."
    ) { call in
      .object(
        TensorObject(try call.receiver(as: ClassifierObject.self).classifier.logits(call.split(0))))
    },
  ])
}

/// Tuned prompts as a value of the language.
final class TunedObject: ClassifierObject {
  let tuned: Tuned
  /// What it was trained on, where that is known in this session.
  let split: Split?

  init(_ tuned: Tuned, split: Split?) {
    self.tuned = tuned
    self.split = split
    super.init(tuned.classifier)
  }

  override var typeName: String { "tuned" }
  override var summary: String { "<\(tuned.method.name) prompts tuned on \(tuned.data)>" }
  override var describe: String {
    let done =
      tuned.isComplete
      ? "\(tuned.state.epoch) epochs" : "\(tuned.state.epoch) of \(tuned.options.epochs) epochs"
    let last = tuned.history.last.map { ", loss \(Self.short($0.loss))" } ?? ""
    return "\(tuned.method.name) prompts tuned on \(tuned.data): \(done)\(last), "
      + "\(tuned.parameterCount) parameters, seed \(tuned.options.seed)"
  }

  private static func short(_ value: Double) -> String {
    let rounded = (value * 1000).rounded() / 1000
    return "\(rounded)"
  }

  override var memberNames: [String] {
    ["classes", "history", "is_complete", "method", "name", "parameter_count", "parameters",
      "prompts", "seed"] + Self.classifying.names + Self.own.names
  }
  override func method(_ name: String) -> Builtin? { Self.own[name] ?? Self.classifying[name] }

  override func member(_ name: String) throws -> Value? {
    switch name {
    case "name": return .text(tuned.method.name)
    case "method": return .object(MethodObject(tuned.method))
    case "parameter_count": return .int(tuned.parameterCount)
    case "parameters":
      return .record(
        tuned.state.parameters.map { (MethodObject.label($0.name), .object(TensorObject($0.value))) })
    case "prompts":
      var fields: [(String, Value)] = []
      if let text = tuned.prompts.text { fields.append(("text", .object(TensorObject(text)))) }
      if let visual = tuned.prompts.visual { fields.append(("visual", .object(TensorObject(visual)))) }
      return .record(fields)
    case "history": return .object(TableObject(try Self.table(tuned.history)))
    case "is_complete": return .bool(tuned.isComplete)
    case "seed": return .int(tuned.options.seed)
    default: return try super.member(name)
    }
  }

  private static func table(_ history: [EpochRecord]) throws -> Table {
    try Table([
      .init("epoch", history.map { .int($0.epoch) }),
      .init("loss", history.map { .real($0.loss) }, format: .fixed(4)),
      .init("accuracy", history.map { .real($0.accuracy) }, format: .percent(1)),
      .init("learning_rate", history.map { .real($0.learningRate) }, format: .significant(3)),
    ])
  }

  static let own = MethodTable([
    Builtin(
      "save", [.required("path")],
      help: """
        Writes the prompts, all that is needed to go on training them, and the recipe as a
        safetensors file; `load_prompts` reads it.
        """
    ) { call in
      let tuned = try call.receiver(as: TunedObject.self).tuned
      try call.writing { try tuned.save(to: $0) }
      return .nothing
    },
  ])
}
