/// Which half of the classes an experiment sees.
public enum ClassSplit: String, Sendable, CaseIterable {
  /// Every class.
  case all
  /// The first half, rounded up: what base-to-new experiments train on.
  case base
  /// The rest: what they are tested on without having seen it.
  case new

  /// The labels of this part, in order, of the classes that occur in the training labels.
  public func choose(from labels: [Int]) -> [Int] {
    let present = Set(labels).sorted()
    let half = (present.count + 1) / 2
    switch self {
    case .all: return present
    case .base: return Array(present[..<half])
    case .new: return Array(present[half...])
    }
  }

  /// The items whose label is kept, with the label's place among the kept ones.
  static func relabel(_ items: [Item], keeping kept: [Int]) -> [Item] {
    let places = Dictionary(zip(kept, kept.indices), uniquingKeysWith: { first, _ in first })
    return items.compactMap { item in
      places[item.label].map { Item(label: $0, source: item.source) }
    }
  }
}
