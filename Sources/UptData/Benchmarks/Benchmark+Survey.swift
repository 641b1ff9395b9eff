import Foundation
import UptTensor

extension Benchmark {
  /// What there is of a benchmark in a folder of data.
  public struct Survey: Sendable {
    /// Which one was looked for.
    public let benchmark: Benchmark
    /// Its folder.
    public let place: String
    /// Whether that folder is there.
    public let isThere: Bool
    /// What is missing in it.
    public let missing: [Need]
    /// The data set, or why there is none.
    public let outcome: Result<Dataset, EngineError>

    /// Whether it can be used as the papers use it.
    public var isComplete: Bool { missing.isEmpty && (try? outcome.get()) != nil }

    /// Where the counts are not the papers': `train has 4000 images, the papers' 4128`.
    public var differences: [String] {
      guard let data = try? outcome.get() else { return [] }
      let size = benchmark.size
      let counts: [(String, Int, Int?)] = [
        ("classes", data.classes.count, size.classes), ("train", data.train.count, size.train),
        ("val", data.val.count, size.val), ("test", data.test.count, size.test),
      ]
      return counts.compactMap { part, found, stated in
        guard let stated, found != stated else { return nil }
        return part == "classes"
          ? "\(found) classes, where the papers have \(stated)"
          : "\(found) images in \(part), where the papers have \(stated)"
      }
    }
  }

  /// Looks for the benchmark under `root` and reads all of its annotations.
  public func survey(root: String) -> Survey {
    let place = place(in: root)
    let missing = needs.filter { access(FolderTree.join(place, $0.path), F_OK) != 0 }
    let outcome: Result<Dataset, EngineError>
    do {
      outcome = .success(try dataset(root: root))
    } catch {
      outcome = .failure(error as? EngineError ?? EngineError(.file, "\(error)"))
    }
    return Survey(
      benchmark: self, place: place, isThere: FolderTree.isFolder(place), missing: missing,
      outcome: outcome)
  }
}
