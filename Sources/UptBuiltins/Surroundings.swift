import UptNotebook
import UptRuntime
import UptTuning

/// What the built-ins need from the program around them, and what they remember between calls.
public final class Surroundings {
  /// How tables, plots and pictures are drawn.
  public var style: RenderStyle
  /// The seed of everything that is not given one.
  public var seed: Int { didSet { tensors.random.seed = seed } }
  /// How often each place of the scripts has drawn random numbers without a seed of its own; what
  /// was drawn can be taken back.
  public var draws: [UInt64: Int] {
    get { tensors.random.passes }
    set { tensors.random.passes = newValue }
  }
  /// What the built-ins of tensors remember.
  let tensors: BuiltinContext
  /// Shows how far long work has come; nil takes the line away. Does nothing unless a terminal
  /// is there to show it.
  public var progress: (Progress?) -> Void
  /// A remark for the user beside the results, such as that a training was interrupted.
  public var remark: (String) -> Void
  /// Whether built-ins keep away from files, but for the data that come with the program.
  public var isSafe = false
  /// What was remarked about skipped images since the cell began.
  public var skipsTold: Set<String> = []
  /// What the last training that failed had reached before it did.
  var lastGood: Tuned?
  /// Encoders by path: a script may ask for the same one often.
  var encoders: [String: EncoderObject] = [:]
  /// Takes notes of work in place of its being done; nil unless a script is planned.
  var planning: Plan?
  /// How many sweeps are running: the trainings inside one show no progress of their own.
  var sweeps = 0
  /// Where finished points of sweeps are kept; nil for sweeps that run whole.
  public var points: (any PointStore)?
  /// The sweeps that have ended the running cell because other processes have to run points of them.
  public var unfinished: [UnfinishedSweep] = []

  public init(
    style: RenderStyle = .plain, seed: Int = 1, progress: @escaping (Progress?) -> Void = { _ in },
    remark: @escaping (String) -> Void = { _ in }
  ) {
    self.style = style
    self.seed = seed
    tensors = BuiltinContext(seed: seed)
    self.progress = progress
    self.remark = remark
  }
}

/// All built-ins that bring the engine into the language.
public enum Library {
  /// - Parameter surroundings: shared by the built-ins of one interpreter.
  public static func builtins(_ surroundings: Surroundings) -> [Builtin] {
    topics(surroundings).flatMap(\.builtins)
  }

  /// The same built-ins by topic, for the reference.
  public static func topics(_ surroundings: Surroundings) -> [Topic] {
    let engine = [
      Topic(
        "Encoders and data",
        EncoderLibrary.builtins(surroundings) + DataLibrary.builtins(surroundings)),
      Topic("Prompt methods", MethodLibrary.builtins(surroundings)),
      Topic("Training", TrainingLibrary.builtins(surroundings)),
      Topic("Looking inside", AnalysisLibrary.builtins(surroundings)),
      Topic("Pretraining", PretrainingLibrary.builtins(surroundings)),
      Topic("Tables and plots", TableLibrary.builtins(surroundings)),
      Topic("Measurements", MeasurementLibrary.builtins(surroundings)),
      Topic("Statistics", StatisticsLibrary.builtins(surroundings)),
      Topic("Random order", SamplingLibrary.builtins(surroundings.tensors)),
      Topic("Files and time", FileLibrary.builtins + ClockLibrary.builtins),
    ]
    return TensorLibrary.topics(surroundings.tensors)
      + engine.map { topic in
        Topic(topic.title, topic.builtins.map { EngineRehearsals.ofFunction($0, surroundings) })
      }
  }

  /// The types of the engine's values, for help and the reference.
  public static var types: [ValueType] {
    [
      TensorObject.valueType, EncoderObject.valueType, DatasetObject.valueType,
      SplitObject.valueType, ImageObject.valueType, MethodObject.valueType,
      ClassifierObject.classifierType, TunedObject.tunedType, AttentionObject.valueType,
      TableObject.valueType, MeasurementObject.valueType, PlotObject.valueType,
      HeatMapObject.valueType,
    ]
  }

  /// What the language asks for while a script runs with these built-ins.
  /// - Parameter output: receives what the script prints.
  public static func host(
    _ surroundings: Surroundings, output: @escaping (String) -> Void
  ) -> Host {
    var host = Host(
      output: { if surroundings.planning == nil { output($0) } },
      display: { display($0, surroundings) }, translate: EngineErrors.translate,
      allowsFiles: { !surroundings.isSafe })
    host.keepsFiles = { surroundings.planning == nil }
    host.isUnfinished = { !surroundings.unfinished.isEmpty }
    return host
  }

  /// How values of the engine are shown; nil leaves a value to the language.
  public static func display(_ value: Value, _ surroundings: Surroundings) -> String? {
    exhibit(of: value)?.text(surroundings.style)
  }

  /// What a value of the engine looks like; nil leaves a value to the language.
  public static func exhibit(of value: Value) -> Exhibit? {
    if case .object(let object) = value, let exhibited = object as? any Exhibited {
      return exhibited.exhibit
    }
    return TensorDisplay.text(value).map(Exhibit.text)
  }
}

/// Objects that are more than text to a reader.
protocol Exhibited: HostObject {
  /// What the object looks like.
  var exhibit: Exhibit { get }
}
