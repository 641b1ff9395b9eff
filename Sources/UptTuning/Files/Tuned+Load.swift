import UptCLIP
import UptTensor

extension Tuned {
  /// Reads what ``save(to:)`` wrote: the same prompts and logits, ready to go on training.
  ///
  /// A built-in method is made again from the file. One that a script defined is not in the file:
  /// without it the result classifies, but cannot be trained further.
  ///
  /// - Parameters:
  ///   - model: the encoder the prompts were made for.
  ///   - method: the method of a script, for going on with its training.
  /// - Throws: `.file` when it cannot be read; `.format` when it holds no tuned prompts or
  ///   something is wrong with them; `.value` when encoder or method are not those they were made
  ///   with.
  public static func load(
    _ path: String, model: CLIPModel, method: PromptMethod? = nil
  ) throws -> Tuned {
    try TunedReader(path, model).tuned(method)
  }
}

extension Tuned {
  /// The encoder that the prompts in a file were made for, `demo` or the path that it had, and the
  /// activation that it was used with, where the file says it.
  /// - Throws: `.file` when it cannot be read, `.format` when it holds no tuned prompts.
  public static func encoder(
    in path: String
  ) throws -> (name: String, activation: Activation?) {
    let saved = try SavedFields(TunedReader.open(path), "encoder")
    return (
      try saved.string("name"), try saved.added("activation") { try saved.choice($0) }
    )
  }
}

/// A file on its way to ``Tuned``; every error names the file.
struct TunedReader {
  let path: String
  let model: CLIPModel
  let file: SafetensorsFile

  /// - Throws: as `open`.
  init(_ path: String, _ model: CLIPModel) throws {
    self.path = path
    self.model = model
    file = try Self.open(path)
  }

  /// - Throws: `.format` when it is another kind of file, or one of another version.
  static func open(_ path: String) throws -> SafetensorsFile {
    let file = try SafetensorsFile(path)
    guard file.metadata["format"] == TunedFile.format else {
      throw EngineError(
        .format, "\(path) does not hold tuned prompts",
        hint: "they are written by saving the result of a training")
    }
    let version = file.metadata["version"] ?? "none"
    guard version == TunedFile.version else {
      throw EngineError(
        .format, "\(path) holds prompts in version \(version) of their format, but this program "
          + "reads version \(TunedFile.version)")
    }
    return file
  }

  func tuned(_ given: PromptMethod?) throws -> Tuned {
    try checkEncoder()
    let classes = try strings(SavedFields.value(file, "classes"), "classes")
    guard !classes.isEmpty else { throw failure("there are no classes") }
    let template = try text("template")
    let options = try inFile { try TrainingOptions(SavedFields(file, "options")) }
    let state = try self.state(options)
    let saved = try SavedFields(file, "method")
    let layout = try saved.optional("text_layout", saved.fields).map { try TextLayout($0) }
    let depth = try self.depth(saved)
    let folded = try self.folded(layout, depth, classes: classes.count)
    let features = try tensor(
      TunedFile.features, shape: [classes.count, model.configuration.embeddingWidth])
    let method = try self.method(saved, given, layout, depth, folded)
    guard method.textLayout == layout, method.visualDepth == depth else {
      guard given != nil else {
        throw failure("its method's recipe contradicts where its prompts stand")
      }
      throw EngineError(
        .value, "\(path) was made by \"\(try saved.string("name"))\", whose prompts stand "
          + "elsewhere than those of \"\(method.name)\"")
    }
    if given != nil || method.recipe != nil {
      let initial = try method.initialize(classes.count, options.seed)
      try inFile { try state.checkParameters(initial, classes: classes.count) }
    }
    let tuned = Tuned(
      method: method, classes: classes, template: template, data: try text("data"),
      options: options, state: state, prompts: folded, textFeatures: features,
      program: file.metadata["program"])
    try checkFolding(tuned)
    return tuned
  }

  // MARK: - Parts

  private func method(
    _ saved: SavedFields, _ given: PromptMethod?, _ layout: TextLayout?, _ depth: VisualDepth?,
    _ folded: FoldedPrompts
  ) throws -> PromptMethod {
    let name = try saved.string("name")
    if let given {
      guard given.model === model || given.model.fingerprint == model.fingerprint else {
        throw EngineError(
          .value, "the method \"\(given.name)\" belongs to the encoder "
            + "\"\(given.model.name)\", but \(path) is to be loaded for \"\(model.name)\"")
      }
      return given
    }
    if let recipe = try saved.optional("recipe", saved.fields) {
      return try inFile { try PromptMethod(recipe, model: model) }
    }
    return .constant(name, model, layout, depth, folded)
  }

  private func depth(_ saved: SavedFields) throws -> VisualDepth? {
    guard let blocks = try saved.optional("visual_blocks", saved.integer) else { return nil }
    guard (0...model.configuration.visionLayers).contains(blocks) else {
      throw failure(
        "visual prompts for \(blocks) blocks, but the vision tower of \"\(model.name)\" has "
          + "\(model.configuration.visionLayers)")
    }
    return VisualDepth(blocks: blocks)
  }

  private func folded(
    _ layout: TextLayout?, _ depth: VisualDepth?, classes: Int
  ) throws -> FoldedPrompts {
    guard layout != nil || depth != nil else {
      throw failure("its method has neither text nor visual prompts")
    }
    let text = try layout.map {
      try tensor(
        TunedFile.text, shape: [$0.rows(classes: classes), model.configuration.textWidth])
    }
    let visual = try depth.map { depth in
      let visual = try tensor(TunedFile.visual)
      let (blocks, width) = (max(depth.blocks, 1), model.configuration.visionWidth)
      guard visual.rank == 2, visual.shape[1] == width, visual.shape[0] > 0,
        visual.shape[0] % blocks == 0
      else {
        throw failure(
          "\(TunedFile.visual) has the shape \(visual.shape) instead of [rows, \(width)]"
            + (blocks > 1 ? " with a multiple of \(blocks) rows" : ""))
      }
      return visual
    }
    return FoldedPrompts(text: text, visual: visual)
  }

  /// The parameters must lead to the prompts beside them, up to the rounding of another machine.
  private func checkFolding(_ tuned: Tuned) throws {
    let parameters = VariableSet(tuned.state.parameters, requiresGradient: false)
    let made = try tuned.method.checkedPrompts(
      parameters, .inference, classes: tuned.classes.count)
    let pairs = [(made.text?.value, tuned.prompts.text), (made.visual?.value, tuned.prompts.visual)]
    for case (let made?, let saved?) in pairs {
      let size = saved.data.reduce(Float(0)) { max($0, abs($1)) }
      let fits = made.shape == saved.shape
        && zip(made.data, saved.data).allSatisfy { abs($0 - $1) <= 1e-3 * size }
      guard fits else {
        throw EngineError(
          .value, "\(path): the method \"\(tuned.method.name)\" makes other prompts of the saved "
            + "parameters than those saved beside them",
          hint: "give the method it was tuned with")
      }
    }
  }
}
