import UptCLIP
import UptRuntime
import UptTensor
import UptTuning

/// Methods defined in a script.
extension MethodLibrary {
  static let custom = Builtin(
    "prompt_method",
    [
      .required("name", help: "what tables and plots call it"), .required("encoder"),
      .required("parameters", help: "the initial ones, a record of tensors"),
      .optional("depth", .text("shallow"), help: "of visual prompts, as in `visual_prompt`")
        .choices(["shallow", "deep"]),
      .optional("position", .text("end"), help: "of the class name, as in `text_prompt`")
        .choices(of: TextLayout.Position.self),
      .required("prompts", help: "a function of the parameters"),
    ],
    help: """
      A method of your own: a record of initial parameters, and a function that makes prompts of
      them. The function returns `(text: …)`, `(visual: …)` or both: tensors of as many rows as
      there are prompt vectors. It is differentiated by the same engine as the built-in methods.

          let clip = encoder("demo")
          let start = (u: zeros([4, clip.text.width]))
          let mine = prompt_method("mine", clip, parameters: start) { p in (text: p.u) }
          mine.parameter_count      # 512
      """
  ) { call in
    let model = try call.encoder(1).model
    let function = try call.function("prompts")
    let initial = try call.record("parameters").fields.map { name, value in
      guard case .object(let tensor as TensorObject) = value else {
        throw notTensor(name, value, call)
      }
      return UptTuning.Parameter(name, tensor.value)
    }
    guard !initial.isEmpty else { throw call.error(2, "there are no parameters to train") }
    let interpreter = call.interpreter
    // Trainings run on the thread of the interpreter that made the method.
    nonisolated(unsafe) let make = { (parameters: VariableSet) throws -> Prompts in
      let record = Value.record(parameters.all.map { ($0.name, .object(TensorObject($0.variable))) })
      return try prompts(from: interpreter.call(function, [record]), of: function)
    }
    let first = try call.blaming("prompts") {
      let first = try make(VariableSet(initial, requiresGradient: false))
      try checkWidths(first, model.configuration, of: function)
      try checkRoom(first.text?.shape[0] ?? 0, model)
      return first
    }
    let layout = try first.text.map { text in
      TextLayout(
        length: text.shape[0], position: try call.choice("position", of: TextLayout.Position.self))
    }
    let visualDepth = try first.visual.map { _ in try depth(call, model) }
    return .object(
      MethodObject(
        PromptMethod(
          name: try call.text("name"), model: model, textLayout: layout, visualDepth: visualDepth,
          initialize: { _, _ in initial }, prompts: { parameters, _ in try make(parameters) }),
        function: function))
  }

  /// The error that a parameter is no tensor.
  static func notTensor(_ name: String, _ value: Value, _ call: Call) -> RuntimeError {
    call.error(
      2, "the parameter `\(name)` must be a tensor, not \(value.typeWithArticle)", kind: .type)
  }

  /// What a script's function returned; errors point at the value there.
  static func prompts(from value: Value, of function: FunctionValue) throws -> Prompts {
    let expected = "it must return (text: …), (visual: …) or both"
    guard case .record(let record) = value else {
      let returned = if case .nothing = value { "nothing" } else { value.typeWithArticle }
      throw RuntimeError(
        .type, "the function of a prompt method returned \(returned)", hint: expected,
        span: function.returnedPlace())
    }
    var prompts = Prompts()
    for (label, value) in record.fields {
      guard case .object(let tensor as TensorObject) = value else {
        throw RuntimeError(
          .type, "the \(label) prompt must be a tensor, not \(value.typeWithArticle)",
          span: function.returnedPlace(label))
      }
      switch label {
      case "text": prompts.text = tensor.variable
      case "visual": prompts.visual = tensor.variable
      default:
        throw RuntimeError(
          .value, "a prompt method cannot return `\(label)`", hint: expected,
          span: function.returnedPlace(label))
      }
    }
    guard prompts.text != nil || prompts.visual != nil else {
      throw RuntimeError(
        .value, "the function of a prompt method returned no prompts", hint: expected,
        span: function.returnedPlace())
    }
    return prompts
  }

  /// Widths are checked when the method is made, before any training.
  static func checkWidths(
    _ prompts: Prompts, _ configuration: CLIPConfiguration, of function: FunctionValue
  ) throws {
    for (name, variable, width) in [
      ("text", prompts.text, configuration.textWidth),
      ("visual", prompts.visual, configuration.visionWidth),
    ] {
      guard let shape = variable?.shape else { continue }
      guard shape.count == 2, shape[0] >= 1, shape[1] == width else {
        throw RuntimeError(
          .shape, "the \(name) prompt has the shape \(shape), but the encoder's \(name) tower has "
            + "the width \(width)", hint: "it must have the shape [length, \(width)]",
          span: function.returnedPlace(name))
      }
    }
  }
}
