import UptTensor

extension Dataset {
  /// `shots` pictures of every class from the training part, or all of a class that has fewer:
  /// the same ones that CoOp's code picks for the same seed. Of the validation part, four at most.
  /// - Throws: `.value` when `shots` is less than 1, or there is nothing to train on.
  public func fewshot(
    _ shots: Int, seed: Int = 1, of part: FewShot.Part = .train
  ) throws -> Split {
    let splits = try fewshotSplits(shots, seed: seed)
    return part == .train ? splits.train : splits.val
  }

  /// The few-shot training part, and the validation part of min(shots, 4) per class that CoOp
  /// draws after it from the same generator.
  /// - Throws: `.value` when `shots` is less than 1, or there is nothing to train on.
  public func fewshotSplits(
    _ shots: Int, seed: Int = 1
  ) throws -> (train: Split, val: Split) {
    guard train.count > 0 || shots < 1 else {
      throw EngineError(
        .value, "\(name) has no pictures to train on", hint: "it is for testing only")
    }
    let all = (train: origin?.train ?? train.items, val: origin?.val ?? val.items)
    let chosen = try FewShot.choose(
      train: all.train.map(\.label), val: all.val.map(\.label), shots: shots, seed: seed)
    let note = "\(shots) shot\(shots == 1 ? "" : "s"), seed \(seed)"
    func part(_ split: Split, _ items: [Item], _ positions: [Int]) -> Split {
      let picked = positions.map { items[$0] }
      return Split(
        unchecked: "\(split.name), \(note)", classes, template,
        origin.map { ClassSplit.relabel(picked, keeping: $0.kept) } ?? picked, unreadable)
    }
    return (part(train, all.train, chosen.train), part(val, all.val, chosen.val))
  }

  /// The half of the classes that base-to-new experiments train on, or the other half, with labels
  /// counted from 0 again. Few-shot choices from it are those from the whole, as far as they are of
  /// its classes, as upstream chooses.
  /// - Throws: `.value` when no class is left.
  public func classes(_ part: ClassSplit) throws -> Dataset {
    guard part != .all else { return self }
    let kept = part.choose(from: (train.count == 0 ? test : train).labels)
    return try Dataset(
      name: "\(name) \(part.rawValue)", classes: kept.map { classes[$0] }, template: template,
      ensemble: ensemble, train: ClassSplit.relabel(train.items, keeping: kept),
      val: ClassSplit.relabel(val.items, keeping: kept),
      test: ClassSplit.relabel(test.items, keeping: kept),
      origin: Origin(
        train: origin?.train ?? train.items, val: origin?.val ?? val.items,
        kept: kept.map { origin?.kept[$0] ?? $0 }),
      unreadable: unreadable)
  }
}
