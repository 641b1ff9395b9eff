import UptTensor

/// Which pictures a few-shot experiment trains on, by CoOp's rule.
public enum FewShot {
  /// A part of the data that a choice is made from.
  public enum Part: String, Sendable, CaseIterable {
    /// The pictures to train on.
    case train
    /// The pictures to choose settings with.
    case val
  }

  /// Most validation pictures a class has, however many it is trained on.
  public static let validationShots = 4

  /// Positions in the two lists of labels: for each class in order of first appearance, `shots` of
  /// `train` (all of them, unsampled, if it has fewer), then min(shots, 4) of `val` with the same
  /// generator going on.
  /// - Throws: `.value` when `shots` is less than 1.
  public static func choose(
    train: [Int], val: [Int], shots: Int, seed: Int
  ) throws -> (train: [Int], val: [Int]) {
    guard shots >= 1 else {
      throw EngineError(.value, "a few-shot choice takes at least 1 shot, not \(shots)")
    }
    var random = PythonRandom(seed: seed)
    let first = try choose(train, shots: shots, random: &random)
    let second = try choose(val, shots: min(shots, validationShots), random: &random)
    return (first, second)
  }

  /// The choice from one list, drawing from a generator that may have been used before.
  /// - Throws: `.value` when `shots` is less than 1.
  public static func choose(
    _ labels: [Int], shots: Int, random: inout PythonRandom
  ) throws -> [Int] {
    guard shots >= 1 else {
      throw EngineError(.value, "a few-shot choice takes at least 1 shot, not \(shots)")
    }
    var order: [Int] = []
    var groups: [Int: [Int]] = [:]
    for (position, label) in labels.enumerated() {
      if groups[label] == nil { order.append(label) }
      groups[label, default: []].append(position)
    }
    var chosen: [Int] = []
    for label in order {
      let group = groups[label] ?? []
      if group.count >= shots {
        chosen += try random.sample(group.count, shots).map { group[$0] }
      } else {
        chosen += group
      }
    }
    return chosen
  }
}
