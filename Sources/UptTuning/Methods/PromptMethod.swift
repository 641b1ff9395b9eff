import UptCLIP
import UptTensor

/// A way to adapt a frozen encoder: parameters, and how prompts are made from them.
///
/// Text, visual and unified prompts and whatever a script defines are all values of this one type;
/// training, evaluation and files know no other.
public struct PromptMethod: Sendable {
  /// What tables call it: `text`, `visual`, `unified`, or the name a script gave it.
  public let name: String
  public let model: CLIPModel
  /// How the built-in methods were made, so that a file can make them again; nil for a script's.
  public let recipe: JSONValue?
  /// Where text prompts stand; nil for a method that has none.
  public let textLayout: TextLayout?
  /// How visual prompts enter; nil for a method that has none.
  public let visualDepth: VisualDepth?
  /// Initial parameters for a number of classes, from a seed.
  public let initialize: @Sendable (_ classes: Int, _ seed: Int) throws -> Parameters
  /// The prompts of a step; differentiable.
  public let prompts: @Sendable (VariableSet, Stage) throws -> Prompts

  public init(
    name: String, model: CLIPModel, recipe: JSONValue? = nil, textLayout: TextLayout?,
    visualDepth: VisualDepth?,
    initialize: @escaping @Sendable (_ classes: Int, _ seed: Int) throws -> Parameters,
    prompts: @escaping @Sendable (VariableSet, Stage) throws -> Prompts
  ) {
    self.name = name
    self.model = model
    self.recipe = recipe
    self.textLayout = textLayout
    self.visualDepth = visualDepth
    self.initialize = initialize
    self.prompts = prompts
  }

  /// Trainable numbers (for class-specific text prompts: those of one class).
  public func parameterCount(classes: Int = 1) throws -> Int {
    try initialize(classes, 0).reduce(0) { $0 + $1.value.count }
  }
}

/// Named tensors in a fixed order.
public typealias Parameters = [Parameter]

/// A trainable tensor.
public struct Parameter: Sendable, Equatable {
  public var name: String
  public var value: Tensor

  public init(_ name: String, _ value: Tensor) {
    self.name = name
    self.value = value
  }
}

/// The parameters of one step as nodes of a graph.
public struct VariableSet {
  public let all: [(name: String, variable: Variable)]

  public init(_ parameters: Parameters, requiresGradient: Bool) {
    all = parameters.map { ($0.name, Variable($0.value, requiresGradient: requiresGradient)) }
  }

  /// - Throws: `.index` for a name that the method did not declare.
  public subscript(name: String) -> Variable {
    get throws {
      guard let found = all.first(where: { $0.name == name }) else {
        throw EngineError(.index, "the method has no parameter \"\(name)\"")
      }
      return found.variable
    }
  }
}

/// What prompts are made for.
public enum Stage: Sendable {
  /// A training step: dropout draws from the seed and the step's number.
  case training(seed: Int, step: Int)
  /// Everything else: nothing is random.
  case inference
}

/// What a method makes of its parameters; at least one of the two.
public struct Prompts {
  /// [rows, text width], see ``TextLayout/rows(classes:)``.
  public var text: Variable?
  /// [rows, vision width], see ``VisualPrompt``.
  public var visual: Variable?

  public init(text: Variable? = nil, visual: Variable? = nil) {
    self.text = text
    self.visual = visual
  }
}

/// How visual prompts enter the vision tower.
public enum VisualDepth: Sendable, Equatable {
  /// Once, before the first block's input is normalised.
  case shallow
  /// Anew at each of the first `blocks` blocks.
  case deep(blocks: Int)

  /// The prompt as the tower takes it.
  public func prompt(_ tensor: Tensor) -> VisualPrompt {
    switch self {
    case .shallow: return .shallow(tensor)
    case .deep(let blocks): return .deep(tensor, depth: blocks)
    }
  }

  /// Rows for prompts of `length` vectors.
  public func rows(length: Int) -> Int {
    switch self {
    case .shallow: return length
    case .deep(let blocks): return length * blocks
    }
  }
}
