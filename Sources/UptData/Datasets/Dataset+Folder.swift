import Foundation
import UptTensor

extension Dataset {
  /// The names that picture files end in.
  public static let pictureEndings: Set<String> = [
    "jpg", "jpeg", "png", "bmp", "ppm", "pgm", "pbm", "pnm", "npy",
  ]

  /// A folder of class folders, with or without parts.
  ///
  /// - `root/train/CLASS/…`, `root/val/CLASS/…` and `root/test/CLASS/…`, where `val` (or `valid`,
  ///   `validation`) may be missing, and stands in for a missing `test`;
  /// - `root/CLASS/…`, which is divided by `share`.
  ///
  /// Classes and files come in alphabetical order; pictures may lie in folders inside a class's.
  /// - Parameters:
  ///   - name: nil stands for the folder's name.
  ///   - seed: decides how a folder without parts is divided, and nothing else.
  /// - Throws: `.file` when there is no such folder or nothing in it, or a part has a class that
  ///   `train` lacks; `.value` when the template has no `{}`.
  public static func folder(
    _ root: String, name: String? = nil, template: String = defaultTemplate,
    share: Share = .standard, seed: Int = 1
  ) throws -> Dataset {
    let folders = try FolderTree.folders(in: root)
    let name = name ?? URL(fileURLWithPath: root).lastPathComponent
    func part(_ names: [String]) -> String? {
      names.first { folders.contains($0) }.map { FolderTree.join(root, $0) }
    }
    // A class may be called "train": a part has folders in it.
    guard let train = part(["train", "training"]), try !FolderTree.folders(in: train).isEmpty else {
      let (classes, groups) = try FolderTree.classes(of: root, known: nil)
      let parts = share.divide(groups, seed: seed)
      return try Dataset(
        name: name, classes: classes, template: template, train: parts.train, val: parts.val,
        test: parts.test)
    }
    let (classes, groups) = try FolderTree.classes(of: train, known: nil)
    func items(_ path: String?) throws -> [Item]? {
      try path.map { try FolderTree.classes(of: $0, known: classes).groups.flatMap { $0 } }
    }
    let val = try items(part(["val", "valid", "validation"]))
    let test = try items(part(["test", "testing"]))
    if let held = test ?? val {
      return try Dataset(
        name: name, classes: classes, template: template, train: groups.flatMap { $0 },
        val: val ?? [], test: held)
    }
    let parts = share.divide(groups, seed: seed)
    return try Dataset(
      name: name, classes: classes, template: template, train: parts.train, val: parts.val,
      test: parts.test)
  }

  /// How pictures without parts are divided, class by class.
  public struct Share: Equatable, Sendable {
    /// The share for training.
    public let train: Double
    /// The share for validation; the rest is for testing.
    public let val: Double

    /// CoOp's shares: 50 % for training, 20 % for validation, 30 % for testing.
    public static let standard = Share(unchecked: 0.5, 0.2)

    /// - Throws: `.value` when a share is negative or both together are over 1.
    public init(train: Double, val: Double) throws {
      guard train >= 0, val >= 0, train + val <= 1 else {
        throw EngineError(.value, "shares of \(train) and \(val) are no division of a whole")
      }
      self.init(unchecked: train, val)
    }

    private init(unchecked train: Double, _ val: Double) {
      self.train = train
      self.val = val
    }

    /// Divides each group in an order that the seed and the group's position decide; a group of
    /// two or more keeps at least one for training and one for testing.
    func divide(
      _ groups: [[Item]], seed: Int
    ) -> (train: [Item], val: [Item], test: [Item]) {
      var parts: (train: [Item], val: [Item], test: [Item]) = ([], [], [])
      for (position, group) in groups.enumerated() {
        var stream = Random(seed, "divide", position)
        let order = stream.permutation(group.count)
        var first = Int((Double(group.count) * train).rounded())
        var second = Int((Double(group.count) * val).rounded())
        if group.count >= 2 {
          first = min(max(first, 1), group.count - 1)
          second = min(second, group.count - 1 - first)
        }
        second = min(second, group.count - first)
        parts.train += order[..<first].sorted().map { group[$0] }
        parts.val += order[first..<(first + second)].sorted().map { group[$0] }
        parts.test += order[(first + second)...].sorted().map { group[$0] }
      }
      return parts
    }
  }
}
