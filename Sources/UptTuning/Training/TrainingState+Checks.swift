import UptData
import UptTensor

extension TrainingState {
  /// Checks that a training with this method, data and options can have come here.
  /// - Parameter initial: the method's initial parameters for the data's classes.
  /// - Throws: `.value` or `.shape`, naming what does not fit.
  func check(_ initial: Parameters, _ split: Split, _ options: TrainingOptions) throws {
    try checkParameters(initial, classes: split.classes.count)
    guard isFinite else {
      throw EngineError(.value, "the saved training has numbers that are not finite")
    }
    if let images, images != split.fingerprint {
      throw EngineError(
        .value, "the saved training saw other images or classes than those of "
          + split.name, hint: "give it the data it began with")
    }
    try checkCounters(split, options)
  }

  /// Checks names and shapes against those of a method.
  /// - Throws: `.value` or `.shape`, naming the parameter.
  func checkParameters(_ initial: Parameters, classes: Int) throws {
    let names = parameters.map(\.name)
    guard names == initial.map(\.name) else {
      throw EngineError(
        .value, "the saved training has the parameters \(names.joined(separator: ", ")), "
          + "but the method has \(initial.map(\.name).joined(separator: ", "))")
    }
    guard first.count == parameters.count, second.count == parameters.count else {
      throw EngineError(
        .value, "the optimiser remembers \(first.count) and \(second.count) parameters, but there "
          + "are \(parameters.count)")
    }
    for (i, parameter) in parameters.enumerated() {
      let wanted = initial[i].value.shape
      for found in [parameter.value.shape, first[i].shape, second[i].shape] where found != wanted {
        throw EngineError(
          .shape, "the saved training has \"\(parameter.name)\" of shape \(found), but for "
            + "\(classes) classes the method needs \(wanted)")
      }
    }
  }

  private func checkCounters(_ split: Split, _ options: TrainingOptions) throws {
    let perEpoch = options.batches(of: split.count)
    let size = min(options.batchSize, split.count)
    let (steps, overflow) = epoch.multipliedReportingOverflow(by: perEpoch)
    guard (0...options.epochs).contains(epoch), (0..<perEpoch).contains(batch), !overflow,
      step == steps + batch, seen == batch * size, (0...seen).contains(hits)
    else {
      throw EngineError(
        .value, "the saved training did \(step) steps, \(epoch) epochs and \(batch) "
          + "batches, which cannot be with \(options.epochs) epochs of \(perEpoch) batches of "
          + "\(size) images", hint: "go on with the options it began with")
    }
    guard history.count == epoch else {
      throw EngineError(
        .value, "the saved training did \(epoch) epochs, but its history tells of "
          + "\(history.count)")
    }
    for (i, record) in history.enumerated() {
      let rate = options.schedule.rate(i, of: options.epochs)
      guard record.learningRate == rate else {
        throw EngineError(
          .value, "the saved training had the learning rate \(record.learningRate) in epoch "
            + "\(i + 1), but these options give \(rate)",
          hint: "go on with the options it began with")
      }
    }
  }

  /// Whether all numbers are finite.
  var isFinite: Bool {
    lossSum.isFinite && (parameters.map(\.value) + first + second).allSatisfy(\.isFinite)
  }
}
