import UptTensor

/// One picture with its class.
public struct Item: Sendable {
  /// The position of the class among the data set's classes.
  public var label: Int
  /// Where the picture comes from.
  public var source: any ImageSource

  /// An item; its label is checked when it joins a split.
  public init(label: Int, source: any ImageSource) {
    self.label = label
    self.source = source
  }
}

/// A list of labelled pictures that knows the classes its labels speak of: what training and
/// evaluation take.
///
/// Every label lies in `classes`, checked when the split is made.
public struct Split: Sendable {
  /// What a person calls it: `demo/textures train, 4 shots, seed 1`.
  public let name: String
  /// The names of the classes.
  public let classes: [String]
  /// The sentence that a class name is put into, at `{}`.
  public let template: String
  /// The pictures in order.
  public let items: [Item]
  /// What becomes of pictures that are missing or broken.
  public let unreadable: Unreadable

  /// - Throws: `.value` when a label is not one of the classes, there are no classes, or the
  ///   template has no `{}`.
  public init(
    name: String, classes: [String], template: String, items: [Item],
    unreadable: Unreadable = .error
  ) throws {
    guard !classes.isEmpty else { throw EngineError(.value, "\(name) has no classes") }
    guard template.contains("{}") else {
      throw EngineError(
        .value, "the template \"\(template)\" has no {} for the class name",
        hint: "for example \"\(Dataset.defaultTemplate)\"")
    }
    for (position, item) in items.enumerated() where !classes.indices.contains(item.label) {
      throw EngineError(
        .value, "item \(position) of \(name) has the label \(item.label), "
          + "but there are \(classes.count) classes, 0…\(classes.count - 1)")
    }
    self.init(unchecked: name, classes, template, items, unreadable)
  }

  /// For parts of a split that was checked.
  init(
    unchecked name: String, _ classes: [String], _ template: String, _ items: [Item],
    _ unreadable: Unreadable
  ) {
    self.name = name
    self.classes = classes
    self.template = template
    self.items = items
    self.unreadable = unreadable
  }

  /// The number of pictures.
  public var count: Int { items.count }
  /// The label of every picture, in order.
  public var labels: [Int] { items.map(\.label) }

  /// The template with every class name in its place; `_` in names becomes a space.
  public var prompts: [String] { Dataset.prompts(classes, template: template) }

  /// How many pictures each class has.
  public var countsByClass: [Int] {
    var counts = [Int](repeating: 0, count: classes.count)
    for item in items { counts[item.label] += 1 }
    return counts
  }

  /// The items at these positions, in this order.
  /// - Throws: `.index` for a position outside the split.
  public func selecting(_ positions: [Int], name: String? = nil) throws -> Split {
    for position in positions where !items.indices.contains(position) {
      throw EngineError(
        .index, "position \(position) is outside the \(count) items of \(self.name)")
    }
    return Split(
      unchecked: name ?? self.name, classes, template, positions.map { items[$0] }, unreadable)
  }

  /// `count` different items in random order, or all of them if there are fewer.
  public func sample(_ count: Int, seed: Int = 0) -> Split {
    var stream = Random(seed, "sample")
    let positions = stream.permutation(self.count).prefix(max(count, 0))
    return Split(
      unchecked: "\(name), a sample of \(positions.count)", classes, template,
      positions.map { items[$0] }, unreadable)
  }

  /// The same pictures under another sentence.
  /// - Throws: `.value` when the template has no `{}`.
  public func with(template: String) throws -> Split {
    try Split(
      name: name, classes: classes, template: template, items: items, unreadable: unreadable)
  }
}
