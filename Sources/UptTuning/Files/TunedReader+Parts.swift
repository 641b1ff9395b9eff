import UptCLIP
import UptTensor

extension TunedReader {
  func failure(_ message: String) -> EngineError { EngineError(.format, "\(path): \(message)") }

  /// Errors about contents that do not name the file themselves.
  func inFile<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as EngineError where !error.message.contains(path) {
      throw EngineError(.format, "\(path): \(error.message)", hint: error.hint)
    }
  }

  /// A metadata entry that is a plain text.
  func text(_ key: String) throws -> String {
    guard let text = file.metadata[key] else {
      throw failure("\(key) is missing from the metadata")
    }
    return text
  }

  func strings(_ value: JSONValue, _ key: String) throws -> [String] {
    guard let array = value.array else {
      throw failure("\(key) is \(value.kindName) instead of a list")
    }
    return try array.map {
      guard let string = $0.string else { throw failure("\(key) holds \($0.kindName)") }
      return string
    }
  }

  /// A tensor of finite numbers.
  func tensor(_ name: String, shape: [Int]? = nil) throws -> Tensor {
    guard file.contains(name) else { throw failure("the tensor \"\(name)\" is missing") }
    let found = try file.info(name).shape
    if let shape, found != shape {
      throw failure("\"\(name)\" has the shape \(found) instead of \(shape)")
    }
    let tensor = try file.tensor(name)
    guard tensor.isFinite else {
      throw failure("\"\(name)\" holds numbers that are not finite")
    }
    return tensor
  }

  /// - Throws: `.value` when the prompts were made for another encoder.
  func checkEncoder() throws {
    let saved = try SavedFields(file, "encoder")
    let own = try SavedFields(model.identity, "the encoder")
    let sizes = ["text_width", "vision_width", "vision_layers", "embedding_width"]
    let name = try saved.string("name")
    for size in sizes {
      let (theirs, ours) = (try saved.integer(size), try own.integer(size))
      guard theirs == ours else {
        throw otherEncoder(
          name, "whose \(size.replacing("_", with: " ")) is \(theirs) instead of \(ours)")
      }
    }
    let activation: Activation? = try saved.added("activation") { try saved.choice($0) }
    if let activation, activation != model.configuration.activation {
      throw otherEncoder(
        name, "which was used with \(activation.title) instead of "
          + model.configuration.activation.title)
    }
    guard try saved.hash("fingerprint") == own.hash("fingerprint") else {
      throw otherEncoder(name, "whose weights are others though its sizes are the same")
    }
  }

  private func otherEncoder(_ name: String, _ difference: String) -> EngineError {
    EngineError(
      .value, "\(path) holds prompts for the encoder \"\(name)\", \(difference), not for "
        + "\"\(model.name)\"",
      hint: "load them with the encoder they were made for, or tune new ones for this one")
  }

  func state(_ options: TrainingOptions) throws -> TrainingState {
    let fields = try SavedFields(file, "state")
    let names = try strings(.array(fields.array("parameters")), "state.parameters")
    guard Set(names).count == names.count else { throw failure("a parameter occurs twice") }
    let parameters = try names.map { Parameter($0, try tensor(TunedFile.parameter($0))) }
    var state = TrainingState(parameters)
    for (i, parameter) in parameters.enumerated() {
      let shape = parameter.value.shape
      state.first[i] = try tensor(TunedFile.first(parameter.name), shape: shape)
      state.second[i] = try tensor(TunedFile.second(parameter.name), shape: shape)
    }
    state.epoch = try fields.integer("epoch")
    state.batch = try fields.integer("batch")
    state.step = try fields.integer("step")
    state.lossSum = try fields.number("loss_sum")
    state.hits = try fields.integer("hits")
    state.seen = try fields.integer("seen")
    state.images = try fields.optional("images", fields.hash)
    state.history = try fields.array("history").enumerated().map { i, value in
      try EpochRecord(SavedFields(value, "\(path): state.history[\(i)]"))
    }
    let counters = [state.epoch, state.batch, state.step, state.hits, state.seen]
    guard counters.allSatisfy({ $0 >= 0 }), state.epoch <= options.epochs,
      state.history.count == state.epoch
    else { throw failure("the counters of its state contradict each other") }
    return state
  }
}
