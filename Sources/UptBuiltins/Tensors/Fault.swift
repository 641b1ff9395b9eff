import UptTensor

/// What can be wrong with a derivative.
enum Fault {
  /// The value depends on the parameter, but no gradient flows back from it.
  case cut
  /// The slopes on both sides of the point differ.
  case kink
  /// The value jumps at the point.
  case jump
  /// Other statements run at the point than beside it.
  case branch
  /// The operation's own derivative is wrong.
  case wrong

  /// Judges the values around the point: the slopes on both sides of a smooth function come
  /// together with the step, those of a kink stay apart, and those of a jump part.
  init(_ step: Double, isCut: Bool, _ measure: (Double) -> Measure) {
    func slopes(_ h: Double) -> (below: Double, above: Double) {
      let middle = measure(0).sum
      return ((middle - measure(-h).sum) / h, (measure(h).sum - middle) / h)
    }
    let (near, far) = (slopes(step / 2), slopes(step))
    let (gap, before) = (abs(near.above - near.below), abs(far.above - far.below))
    let isApart = gap > 0.01 * max(abs(near.above), abs(near.below))
    if isApart, gap > 1.5 * before {
      self = .jump
    } else if isApart, gap > 0.75 * before, !isCut {
      self = .kink
    } else {
      self = isCut ? .cut : .wrong
    }
  }

  /// A few words beside the expression.
  var label: String {
    switch self {
    case .cut: "no gradient flows through this"
    case .kink: "has a kink at this point"
    case .jump: "jumps at this point"
    case .branch: "is not reached everywhere near this point"
    case .wrong: "its derivative is wrong"
    }
  }

  /// What to do about it.
  var hint: String {
    switch self {
    case .cut:
      "item(), to_list(), float(), detach() and the like give constants; go on with the tensor"
    case .kink, .jump, .branch:
      "there is no derivative here; check at a point beside it"
    case .wrong:
      "the operation computes its own gradient, and that has a mistake"
    }
  }
}
