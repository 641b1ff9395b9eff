import UptCLIP
import UptTensor

extension Pretrainer {
  /// Everything a run needs to go on as if it had never stopped.
  private var parts: [(name: String, buffer: ParameterBuffer)] {
    [
      ("vision", vision.parameters), ("vision.first", moments.vision.0),
      ("vision.second", moments.vision.1), ("text", text.parameters),
      ("text.first", moments.text.0), ("text.second", moments.text.1),
    ]
  }

  /// Writes the run's state; the file replaces an older one only when it is complete.
  public func saveState(to path: String) throws {
    var items = parts.map { part in
      part.buffer.withUnsafeMutableValues {
        Safetensors.Item(part.name, Tensor(unchecked: [$0.count], Array($0)), .f32)
      }
    }
    items.append(
      .init("scale", Tensor(unchecked: [3], [logScale, moments.scale.0, moments.scale.1]), .f32))
    try Safetensors.write(path, items, metadata: ["step": "\(step)", "recipe": recipe])
  }

  /// Goes on from a state that ``saveState(to:)`` wrote.
  /// - Throws: `.value` when it belongs to a run with other options or another model.
  public func resume(from path: String) throws {
    let file = try SafetensorsFile(path)
    guard let saved = file.metadata["step"].flatMap({ Int($0) }),
      let theirs = file.metadata["recipe"]
    else { throw EngineError(.format, "\(path) is not the state of a pretraining run") }
    guard theirs == recipe else {
      throw EngineError(
        .value, "\(path) belongs to another run (\(theirs)); this one is \(recipe)",
        hint: "choose another file, or the same options")
    }
    for part in parts {
      let tensor = try file.tensor(part.name)
      guard tensor.count == part.buffer.count else {
        throw EngineError(.format, "\(path): \(part.name) has \(tensor.count) numbers")
      }
      part.buffer.withUnsafeMutableValues { values in
        for i in values.indices { values[i] = tensor.data[i] }
      }
    }
    let scale = try file.tensor("scale").data
    guard scale.count == 3 else { throw EngineError(.format, "\(path): no scale") }
    logScale = scale[0]
    moments.scale = (scale[1], scale[2])
    step = saved
  }

  /// What the result is a function of, apart from the code.
  public var recipe: String {
    let o = options
    return "steps \(o.steps), batch \(o.batch), learning rate \(o.learningRate), "
      + "warm-up \(o.warmup), curriculum \(o.curriculum), seed \(o.seed), "
      + "model \(configuration.json.text())"
  }
}
