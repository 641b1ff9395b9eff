import UptTensor

extension TrainingPlan {
  /// The memory at the peak. Activations are those of the chunks at work, which depend on the
  /// number of threads, and of all prompts.
  public var memory: MemoryPlan {
    let model = method.model
    let images = Double(split.count)
    let data: Double
    switch source {
    case .features: data = images * model.featureBytes
    case .pixels: data = (images + Double(batch)) * model.pixelBytes
    case .files: data = Double(batch) * model.pixelBytes + MemoryPlan.waiting(batch, model)
    }
    var memory = MemoryPlan(
      model, data: data,
      activations: max(
        text.bytesPerStep + vision.bytesPerStep, text.bytesBefore, vision.bytesBefore,
        classVectors.bytes))
    if vision.run == .once {
      memory.data = max(
        data, MemoryPlan(encoding: split.count, model, promptLength: visual.length).data)
    }
    memory.parameters = 4 * 4 * Double(parameterCount)
    return memory
  }

  /// Where the images of a step come from.
  var source: TrainingData.Kind {
    TrainingData.kind(split, method, options)
  }
}
