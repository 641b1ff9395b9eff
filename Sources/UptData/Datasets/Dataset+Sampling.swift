import UptTensor

extension Dataset {
  /// `shots` pictures of every class from the training part, or all of a class that has fewer:
  /// the same ones that CoOp's code picks for the same seed.
  /// - Throws: `.value` when `shots` is less than 1.
  public func fewshot(_ shots: Int, seed: Int = 1) throws -> Split {
    try fewshotSplits(shots, seed: seed).train
  }

  /// The few-shot training part, and the validation part of min(shots, 4) per class that CoOp
  /// draws after it from the same generator.
  /// - Throws: `.value` when `shots` is less than 1.
  public func fewshotSplits(
    _ shots: Int, seed: Int = 1
  ) throws -> (train: Split, val: Split) {
    let chosen = try FewShot.choose(
      train: train.labels, val: val.labels, shots: shots, seed: seed)
    let note = "\(shots) shot\(shots == 1 ? "" : "s"), seed \(seed)"
    return (
      try train.selecting(chosen.train, name: "\(train.name), \(note)"),
      try val.selecting(chosen.val, name: "\(val.name), \(note)")
    )
  }

  /// The half of the classes that base-to-new experiments train on, or the other half, with labels
  /// counted from 0 again.
  public func classes(_ part: ClassSplit) throws -> Dataset {
    guard part != .all else { return self }
    let kept = part.choose(from: train.labels)
    func items(_ split: Split) -> [Item] {
      ClassSplit.relabel(split.labels, keeping: kept).map {
        Item(label: $0.label, source: split.items[$0.position].source)
      }
    }
    return try Dataset(
      name: "\(name) \(part.rawValue)", classes: kept.map { classes[$0] }, template: template,
      train: items(train), val: items(val), test: items(test))
  }
}
