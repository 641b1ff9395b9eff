import UptTensor

/// Where a training stands. Together with method, data and options it determines all that follows.
public struct TrainingState: Sendable, Equatable {
  public var parameters: Parameters
  /// The optimiser's moments, in the order of the parameters.
  public var first: [Tensor]
  public var second: [Tensor]
  /// Epochs done, and batches of the next one done.
  public var epoch = 0
  public var batch = 0
  /// Steps done.
  public var step = 0
  public var history: [EpochRecord] = []
  /// Sums over the batches done of an unfinished epoch.
  public var lossSum = 0.0
  public var hits = 0
  public var seen = 0
  /// What tells the images it was trained on from others; nil before a training took it up.
  public internal(set) var images: UInt64?

  public init(_ parameters: Parameters) {
    self.parameters = parameters
    first = parameters.map { .zeros(like: $0.value) }
    second = first
  }
}

extension TrainingState {
  /// Closes an epoch's sums and opens the next one's.
  mutating func finishEpoch(_ rate: Double) {
    let count = Double(max(seen, 1))
    history.append(
      EpochRecord(
        epoch: epoch + 1, loss: lossSum / count, accuracy: Double(hits) / count,
        learningRate: rate))
    epoch += 1
    batch = 0
    lossSum = 0
    hits = 0
    seen = 0
  }

  /// Moves every parameter by one step of the optimiser.
  mutating func update(_ gradients: [Tensor], _ optimizer: Optimizer, rate: Double) {
    for i in parameters.indices {
      let count = parameters[i].value.count
      parameters[i].value.data.withUnsafeMutableBufferPointer { p in
        gradients[i].data.withUnsafeBufferPointer { g in
          first[i].data.withUnsafeMutableBufferPointer { m in
            second[i].data.withUnsafeMutableBufferPointer { v in
              guard let p0 = p.baseAddress, let g0 = g.baseAddress, let m0 = m.baseAddress,
                let v0 = v.baseAddress
              else { return }
              optimizer.step(
                step + 1, learningRate: Float(rate), count: count, p0, g0, first: m0, second: v0)
            }
          }
        }
      }
    }
  }
}
