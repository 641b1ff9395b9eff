import UptCLIP
import UptData
import UptNotebook
import UptRuntime
import UptTensor
import UptTuning

/// Tuned prompts as a value of the language.
final class TunedObject: ClassifierObject {
  let tuned: Tuned
  /// What it was trained on, where that is known in this session.
  let split: Split?

  init(_ tuned: Tuned, split: Split?, _ surroundings: Surroundings) {
    self.tuned = tuned
    self.split = split
    super.init(tuned.classifier, surroundings)
  }

  override var valueType: ValueType { Self.tunedType }
  override func standIn(joining other: HostObject) -> HostObject? {
    other === self ? EngineStandIns.tuned : nil
  }
  override var summary: String { "<\(tuned.method.name) prompts tuned on \(tuned.data)>" }

  override func count(_ bytes: inout ByteCount) {
    bytes.add(classifier)
    bytes.add(tuned)
    if let split { bytes.add(split) }
  }

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

  static let tunedType = ValueType(
    "tuned", "Prompts that were tuned, with how they were.", phrase: "a set of tuned prompts",
    extending: classifierType,
    properties: [
      Property("name", "The name of the method.") { (object: TunedObject) in
        .text(object.tuned.method.name)
      },
      Property("method", "The method that was tuned.") { (object: TunedObject) in
        .object(MethodObject(object.tuned.method))
      },
      Property("parameter_count", "How many numbers were learned.") { (object: TunedObject) in
        .int(object.tuned.parameterCount)
      },
      Property("parameters", "What was learned, a record of tensors.") { (object: TunedObject) in
        .record(
          object.tuned.state.parameters.map {
            (MethodObject.label($0.name), .object(TensorObject($0.value)))
          })
      },
      Property("prompts", "The prompts that come of the parameters, a record of tensors.") {
        (object: TunedObject) in
        let prompts = object.tuned.prompts
        let fields = [("text", prompts.text), ("visual", prompts.visual)]
        return .record(
          fields.compactMap { label, prompt in prompt.map { (label, .object(TensorObject($0))) } })
      },
      Property("history", "Loss, accuracy and learning rate of each epoch, a table.") {
        (object: TunedObject) in
        .object(TableObject(try table(object.tuned.history), object.surroundings))
      },
      Property("is_complete", "Whether the training went on to its end.") {
        (object: TunedObject) in .bool(object.tuned.isComplete)
      },
      Property("seed", "The seed it was trained with.") { (object: TunedObject) in
        .int(object.tuned.options.seed)
      },
      Property(
        "recipe", "How they came about: method, encoder, data, options, seed, version; a record."
      ) { (object: TunedObject) in Value(json: object.tuned.recipe, asRecords: true) },
    ],
    methods: own + elsewhere + inside)

  private static func table(_ history: [EpochRecord]) throws -> Table {
    try Table([
      .init("epoch", history.map { .int($0.epoch) }),
      .init("loss", history.map { .real($0.loss) }, format: .fixed(4)),
      .init("accuracy", history.map { .real($0.accuracy) }, format: .percent(1)),
      .init("learning_rate", history.map { .real($0.learningRate) }, format: .significant(3)),
    ])
  }

  private static let own: [Builtin] = [
    Builtin(
      "save", [.required("path")],
      help: """
        Writes the prompts, all that is needed to go on training them, and the recipe as a
        safetensors file; `load_prompts` reads it.

            let clip = encoder("demo")
            let train = dataset("demo/species").fewshot(1)
            fit(text_prompt(clip), train, epochs: 1).save("text.safetensors")
            load_prompts("text.safetensors", clip).parameter_count      # 512
        """
    ) { call in
      let tuned = try call.receiver(as: TunedObject.self).tuned
      try call.writing { try tuned.save(to: $0) }
      return .nothing
    },
  ]
}
