import BenchmarkSupport
import UptData

extension MiniatureBenchmark {
  /// What a part of a data set lists, as `PATH LABEL`.
  static func lines(_ split: Split, in place: String) -> [String] {
    split.items.map { item in
      let path = (item.source as? ImageFile)?.path ?? "?"
      return "\(path.hasPrefix(place + "/") ? String(path.dropFirst(place.count + 1)) : path) "
        + "\(item.label)"
    }
  }
}
