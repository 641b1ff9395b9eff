import UptData
import UptRuntime

extension Call {
  /// A split's images that can be read, and the others; an interruption is heard on the way.
  func readable(_ object: SplitObject) throws -> (split: Split, left: [UnreadablePicture]) {
    guard object.surroundings.planning == nil else { return (object.split, []) }
    let token = interpreter.interrupt
    return try object.split.readable { token.isInterrupted }
  }

  /// A split as work takes it: where unreadable images are skipped, without them; that is remarked.
  func usable(_ split: Split, _ surroundings: Surroundings) throws -> Split {
    guard split.unreadable == .skip else { return split }
    let (kept, left) = try readable(SplitObject(split, surroundings))
    surroundings.remark(skipped: left, of: split)
    return kept
  }
}

extension Surroundings {
  /// Says which images were left out, once in a cell.
  fileprivate func remark(skipped left: [UnreadablePicture], of split: Split) {
    guard let first = left.first else { return }
    let more = left.count == 1 ? "" : ", and \(left.count - 1) more"
    let text = "\(split.name): skipped \(left.count) of \(split.count) pictures, which cannot be "
      + "read: \(first.reason)\(more)"
    if skipsTold.insert(text).inserted { remark(text) }
  }
}
