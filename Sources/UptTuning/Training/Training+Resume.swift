import UptData
import UptTensor

extension Training {
  /// Goes on where a training stopped, to the same bytes as if it had not.
  ///
  ///     let training = try Training(resuming: tuned, split)
  ///     try training.run()
  ///
  /// - Parameter split: the data it was trained on.
  /// - Throws: `.value` when the data is another one, or a method of a script is not at hand.
  public convenience init(resuming tuned: Tuned, _ split: Split) throws {
    try Self.checkData(of: tuned, split)
    try self.init(tuned.method, split, tuned.options, from: tuned.state)
  }

  /// Checks that a split is what a training began with, as far as names tell.
  static func checkData(of tuned: Tuned, _ split: Split) throws {
    guard tuned.classes == split.classes else {
      let (old, new) = (tuned.classes, split.classes)
      let difference = zip(old, new).first { $0 != $1 }.map { "\"\($0)\" there is \"\($1)\" here" }
      throw EngineError(
        .value, "\(split.name) has other classes than \(tuned.data), which the training began "
          + "with: " + (difference ?? "\(old.count) there, \(new.count) here"))
    }
    guard tuned.data == split.name else {
      throw EngineError(
        .value, "the training began with \(tuned.data), not with \(split.name)",
        hint: "give it the data it began with")
    }
    guard tuned.template == split.template else {
      throw EngineError(
        .value, "the training began with the template \"\(tuned.template)\", but \(split.name) has "
          + "\"\(split.template)\"")
    }
  }
}
