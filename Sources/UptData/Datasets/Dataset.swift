import UptTensor

/// A classification task: names for the classes, a sentence to put them into, and labelled
/// pictures for training, validation and testing.
///
/// Pictures are sources, not pixels: a data set of a million files takes as much memory as their
/// paths.
public struct Dataset: Sendable {
  /// `demo/textures`, `caltech101`, or the name of a folder.
  public let name: String
  /// The names of the classes, as they are read aloud; `_` stands for a space.
  public let classes: [String]
  /// The sentence that a class name is put into, at `{}`.
  public let template: String
  /// The pictures that few-shot choices are made from.
  public let train: Split
  /// The pictures for choosing settings; may be empty.
  public let val: Split
  /// The pictures that results are measured on.
  public let test: Split

  /// The sentences of CoOp's zero-shot ensemble: seven that suit pictures of any kind, then the
  /// template, which CoOp leaves out for ImageNet alone.
  public let ensemble: [String]
  /// What becomes of pictures that are missing or broken.
  public let unreadable: Unreadable

  /// Where a half of the classes was taken from: few-shot choices are made there, as upstream
  /// makes them, so that the half sees the same pictures as a run on all classes.
  let origin: Origin?

  /// The data set that a half of the classes was taken from.
  struct Origin {
    let train: [Item]
    let val: [Item]
    /// The labels there of the classes here, in order.
    let kept: [Int]
  }

  /// The sentence for data sets that bring none.
  public static let defaultTemplate = "a photo of a {}."

  /// The seven sentences that CoOp's code takes of CLIP's eighty for ImageNet.
  public static let ensembleTemplates = [
    "itap of a {}.", "a bad photo of the {}.", "a origami {}.", "a photo of the large {}.",
    "a {} in a video game.", "art of the {}.", "a photo of the small {}.",
  ]

  /// - Throws: `.value` when a label is not one of the classes, there are no classes, or the
  ///   template has no `{}`.
  public init(
    name: String, classes: [String], template: String = Dataset.defaultTemplate,
    train: [Item], val: [Item] = [], test: [Item]
  ) throws {
    try self.init(
      name: name, classes: classes, template: template, ensemble: nil, train: train, val: val,
      test: test, origin: nil)
  }

  /// - Parameter ensemble: nil stands for the seven sentences and the template.
  init(
    name: String, classes: [String], template: String, ensemble: [String]?, train: [Item],
    val: [Item], test: [Item], origin: Origin?, unreadable: Unreadable = .error
  ) throws {
    func split(_ part: String, _ items: [Item]) throws -> Split {
      try Split(
        name: "\(name) \(part)", classes: classes, template: template, items: items,
        unreadable: unreadable)
    }
    self.name = name
    self.classes = classes
    self.template = template
    self.ensemble = ensemble ?? Dataset.ensembleTemplates + [template]
    self.train = try split("train", train)
    self.val = try split("val", val)
    self.test = try split("test", test)
    self.origin = origin
    self.unreadable = unreadable
  }

  /// The template with every class name in its place.
  public var prompts: [String] { Dataset.prompts(classes, template: template) }

  /// `template` with each name at `{}`; `_` in names becomes a space, as upstream does.
  public static func prompts(_ classes: [String], template: String) -> [String] {
    classes.map { name in
      template.split(separator: "{}", omittingEmptySubsequences: false)
        .joined(separator: String(name.map { $0 == "_" ? " " : $0 }))
    }
  }

  /// The same data under another sentence.
  /// - Throws: `.value` when the template has no `{}`.
  public func with(template: String) throws -> Dataset {
    try Dataset(
      name: name, classes: classes, template: template, ensemble: nil, train: train.items,
      val: val.items, test: test.items, origin: origin, unreadable: unreadable)
  }

  /// The same data under another rule for pictures that are missing or broken.
  public func with(unreadable: Unreadable) throws -> Dataset {
    try Dataset(
      name: name, classes: classes, template: template, ensemble: ensemble, train: train.items,
      val: val.items, test: test.items, origin: origin, unreadable: unreadable)
  }

  /// `count` pictures for a first look, in random order: of training where there are any.
  public func sample(_ count: Int, seed: Int = 0) -> Split {
    (train.count == 0 ? test : train).sample(count, seed: seed)
  }
}
