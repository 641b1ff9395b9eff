import Foundation
import UptTensor

/// The annotations that data sets' authors wrote as lists of files.
extension Benchmark {
  typealias Entry = BenchmarkParts.Entry

  /// The share of the pictures for training that CoOp keeps for validation.
  private static let valShare = 0.2

  /// FGVC-Aircraft: `0034309 Boeing 707-320`; a variant's label is its line in `variants.txt`.
  static func variants(_ folder: String, images: String) throws -> BenchmarkParts {
    let places = try AnnotationList(FolderTree.join(folder, variantNames)).places
    func entries(_ list: String) throws -> [Entry] {
      try AnnotationList(FolderTree.join(folder, list)).lines.map { line in
        let (picture, name) = try line.pair("a picture's number and a variant")
        guard let label = places[name] else {
          throw line.failure("a variant of \(variantNames)")
        }
        return Entry(path: FolderTree.join(images, picture + ".jpg"), label: label, name: name)
      }
    }
    return BenchmarkParts(
      source: "the lists in \(folder)", train: try entries(variantLists.train),
      val: try entries(variantLists.val), test: try entries(variantLists.test))
  }

  /// Oxford-IIIT Pet: `Abyssinian_100 1 1 1`; the name is the picture's, in lower case and without
  /// its number.
  static func pets(_ folder: String, images: String) throws -> BenchmarkParts {
    func entries(_ list: String) throws -> [Entry] {
      try AnnotationList(FolderTree.join(folder, "annotations/\(list)")).lines.map { line in
        let fields = line.fields
        guard fields.count == 4, let label = Int(fields[1]), (1...1_000_000).contains(label),
          let end = fields[0].lastIndex(of: "_")
        else { throw line.failure("\"NAME_NUMBER CLASS SPECIES BREED\"") }
        return Entry(
          path: FolderTree.join(images, fields[0] + ".jpg"), label: label - 1,
          name: fields[0][..<end].lowercased())
      }
    }
    return try divided(
      "\(folder)/annotations", train: entries("trainval.txt"), test: entries("test.txt"))
  }

  /// SUN397: `/a/apse/indoor/sun_x.jpg`, a class of `ClassName.txt` and a file; the name is
  /// "indoor apse".
  static func scenes(_ folder: String, images: String) throws -> BenchmarkParts {
    let places = try AnnotationList(FolderTree.join(folder, "ClassName.txt")).places
    func entries(_ list: String) throws -> [Entry] {
      try AnnotationList(FolderTree.join(folder, list)).lines.map { line in
        guard let end = line.text.lastIndex(of: "/"), line.text.hasPrefix("/"),
          let label = places[String(line.text[..<end])]
        else { throw line.failure("a class of ClassName.txt and a file, \"/a/abbey/FILE.jpg\",") }
        // The first part is the letter that the class begins with.
        let words = line.text[..<end].split(separator: "/").dropFirst().reversed()
        return Entry(
          path: FolderTree.join(images, String(line.text.dropFirst())), label: label,
          name: words.joined(separator: " "))
      }
    }
    return try divided(
      "the lists in \(folder)", train: entries("Training_01.txt"),
      test: entries("Testing_01.txt"))
  }

  /// UCF101: `HandstandPushups/v_x.avi`, perhaps with the class behind; CoOp's pictures lie in
  /// `Handstand_Pushups/v_x.jpg`, and so reads the name.
  static func actions(_ folder: String, images: String) throws -> BenchmarkParts {
    let lists = FolderTree.join(folder, "ucfTrainTestlist")
    var places: [String: Int] = [:]
    for line in try AnnotationList(FolderTree.join(lists, "classInd.txt")).lines {
      let (number, name) = try line.pair("a number and an action")
      guard let label = Int(number), (1...1_000_000).contains(label) else {
        throw line.failure("a number and an action")
      }
      places[name] = label - 1
    }
    func entries(_ list: String) throws -> [Entry] {
      try AnnotationList(FolderTree.join(lists, list)).lines.map { line in
        let parts = line.fields[0].split(separator: "/").map(String.init)
        guard parts.count == 2, let label = places[parts[0]] else {
          throw line.failure("an action of classInd.txt and a film, \"ACTION/FILM.avi\",")
        }
        let name = words(of: parts[0])
        let picture = parts[1].replacingOccurrences(of: ".avi", with: ".jpg")
        return Entry(
          path: FolderTree.join(images, "\(name)/\(picture)"), label: label, name: name)
      }
    }
    return try divided(
      lists, train: entries("trainlist01.txt"), test: entries("testlist01.txt"))
  }

  /// `ApplyEyeMakeup` as `Apply_Eye_Makeup`; what stands before the first capital is dropped.
  private static func words(of action: String) -> String {
    var words: [String] = []
    for character in action {
      if character.isASCII, character.isUppercase {
        words.append(String(character))
      } else if let last = words.indices.last {
        words[last].append(character)
      }
    }
    return words.joined(separator: "_")
  }

  /// Pictures to train on and to test with, a share of the former kept for validation.
  static func divided(
    _ source: String, train: [Entry], test: [Entry]
  ) -> BenchmarkParts {
    var parts = BenchmarkParts(source: source, train: train, test: test)
    parts.moveToVal(share: valShare)
    return parts
  }
}
