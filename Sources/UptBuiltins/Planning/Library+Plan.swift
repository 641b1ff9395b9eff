import UptRuntime

extension Library {
  /// What a piece of a script would take: it runs without training, encoding whole splits, writing
  /// files or printing, and what it would have computed is noted instead.
  ///
  /// In place of what is not computed stand values of the right type from which nothing follows:
  /// `fit` gives the prompts it would start with, with a history in which nothing is learned; an
  /// accuracy is that of guessing, a confusion counts nothing, features and logits are all 1. A
  /// sweep goes through as many of its points as ``Plan/patience`` allows.
  ///
  /// - Parameter running: runs the piece on an interpreter with these built-ins. What it does to
  ///   variables of the script stays done; a caller that wants an expression planned gives one.
  public static func plan(
    _ surroundings: Surroundings, running: () throws -> Void
  ) rethrows -> Plan {
    let plan = Plan()
    let (progress, remark) = (surroundings.progress, surroundings.remark)
    let lastGood = surroundings.lastGood
    surroundings.planning = plan
    surroundings.progress = { _ in }
    surroundings.remark = { _ in }
    defer {
      surroundings.planning = nil
      surroundings.progress = progress
      surroundings.remark = remark
      surroundings.lastGood = lastGood
    }
    try surroundings.tensors.random.undisturbed { try running() }
    return plan
  }
}
