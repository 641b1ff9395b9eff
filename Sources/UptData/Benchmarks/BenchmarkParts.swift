import Foundation
import UptTensor

/// What an annotation says: the pictures of each part in the order they are listed in.
struct BenchmarkParts {
  /// A listed picture.
  struct Entry {
    let path: String
    let label: Int
    let name: String
  }

  /// The file or folder that lists them, for messages.
  let source: String
  var train: [Entry] = []
  var val: [Entry] = []
  var test: [Entry] = []

  /// The data set. Labels run from 0 without gaps, and each has one name everywhere.
  /// - Parameter isChecked: whether the pictures are known to be there.
  /// - Throws: `.format` for labels that have gaps or several names, `.file` when a picture is not
  ///   there.
  func dataset(
    name: String, template: String, ensemble: [String]? = nil,
    unreadable: Unreadable = .error, isChecked: Bool
  ) throws -> Dataset {
    let classes = try classNames()
    if !isChecked { try checkPictures(unreadable) }
    func items(_ entries: [Entry]) -> [Item] {
      entries.map { Item(label: $0.label, source: ImageFile($0.path)) }
    }
    return try Dataset(
      name: name, classes: classes, template: template, ensemble: ensemble, train: items(train),
      val: items(val), test: items(test), origin: nil, unreadable: unreadable)
  }

  /// The name of each label. The training part decides which classes there are, as in CoOp's code;
  /// where there is none, the test part does.
  private func classNames() throws -> [String] {
    var names: [Int: String] = [:]
    let leading = train.isEmpty ? test : train
    for entry in leading + val + test {
      guard let known = names[entry.label] else {
        names[entry.label] = entry.name
        continue
      }
      guard known == entry.name else {
        throw EngineError(
          .format, "\(source): the label \(entry.label) is \"\(known)\" and \"\(entry.name)\"",
          hint: "each label needs one name in all parts")
      }
    }
    guard !leading.isEmpty else { throw EngineError(.format, "\(source) lists no pictures") }
    let led = Set(leading.map(\.label))
    if let stranger = (val + test).first(where: { !led.contains($0.label) }) {
      throw EngineError(
        .format, "\(source): no picture to train on has the label \(stranger.label) "
          + "(\"\(stranger.name)\"), which others have")
    }
    return try (0..<names.count).map { label in
      guard let name = names[label] else {
        throw EngineError(
          .format, "\(source): no picture has the label \(label), though labels run to "
            + "\(names.keys.max() ?? 0)",
          hint: "labels count the classes from 0, without gaps")
      }
      return name
    }
  }

  /// - Throws: `.file` with the first picture that is not there, and how many are not; where they
  ///   are skipped, only if that are all.
  private func checkPictures(_ unreadable: Unreadable) throws {
    var lost = 0
    var first: String?
    for entry in [train, val, test].joined() where access(entry.path, F_OK) != 0 {
      lost += 1
      first = first ?? entry.path
    }
    guard let first else { return }
    let all = train.count + val.count + test.count
    if unreadable == .skip, lost < all { return }
    throw EngineError(
      .file, "\(source) lists \(all) pictures, but \(lost) of them "
        + "\(lost == 1 ? "is" : "are") not there; the first is \(first)",
      hint: lost == all
        ? "are the pictures in that folder, under the names that the authors gave them?"
        : "was the archive unpacked completely?")
  }
}

extension BenchmarkParts {
  /// CoOp's division of listed pictures where no `split_zhou` file says it: a share of every class,
  /// drawn with Python's generator and seed 1, as its first run does. Halves round to even.
  mutating func moveToVal(share: Double) {
    var random = PythonRandom(seed: 1)
    var left: [Entry] = []
    for var group in BenchmarkParts.groups(train) {
      random.shuffle(&group)
      let count = Int((Double(group.count) * share).rounded(.toNearestOrEven))
      val += group.prefix(count)
      left += group.dropFirst(count)
    }
    train = left
  }

  /// CoOp's division of class folders: half for training, a fifth for validation.
  static func divided(_ entries: [Entry], source: String) -> BenchmarkParts {
    var random = PythonRandom(seed: 1)
    var parts = BenchmarkParts(source: source)
    for var group in groups(entries) {
      random.shuffle(&group)
      let first = Int((Double(group.count) * 0.5).rounded(.toNearestOrEven))
      let second = Int((Double(group.count) * 0.2).rounded(.toNearestOrEven))
      parts.train += group[..<first]
      parts.val += group[first..<(first + second)]
      parts.test += group[(first + second)...]
    }
    return parts
  }

  /// The entries of each label, in order of first appearance.
  private static func groups(_ entries: [Entry]) -> [[Entry]] {
    var places: [Int: Int] = [:]
    var groups: [[Entry]] = []
    for entry in entries {
      if let place = places[entry.label] {
        groups[place].append(entry)
      } else {
        places[entry.label] = groups.count
        groups.append([entry])
      }
    }
    return groups
  }
}
