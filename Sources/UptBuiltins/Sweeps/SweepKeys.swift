import UptRuntime
import UptTensor

/// What tells the points of a sweep from all others: hashes of the sweep's function, of all values
/// that it reads, of the seed and of the combination. Where in which script the sweep stands does
/// not count, nor do the other values of its axes: these may come and go.
struct SweepKeys {
  /// The encoders and data that the function and the axes hold.
  let sources: [PointRecord.Source]
  private let base: String
  private let names: [String]
  /// The content of each value of each axis.
  private let values: [[String]]

  /// - Throws: where the content of a value cannot be told, or the function changes what its calls
  ///   share.
  init(
    _ call: Call, _ grid: SweepGrid, _ function: FunctionValue, seed: Int, version: String
  ) throws {
    let position = call.position(of: "run")
    let body: ValueContent
    do { body = try ValueContent([.function(function)]) } catch let missing as Content.Missing {
      throw call.error(
        position, "the function of the sweep reads \(missing.reason), of which it cannot be told "
          + "whether it is the same when the sweep goes on", kind: .type)
    }
    if let name = body.changed.first {
      throw call.error(
        position, "the function of the sweep changes `\(name)`, which all its runs share",
        hint: "runs that are kept must not depend on each other: return what you want to collect")
    }
    var sources = body.sources
    values = try grid.axes.enumerated().map { part, axis in
      try axis.map { value in
        do {
          let content = try ValueContent([value])
          sources += content.sources.filter { !sources.contains($0) }
          return content.hash
        } catch let missing as Content.Missing {
          var error = call.error(
            0, "`\(grid.names[part])` of the sweep holds \(missing.reason), of which it cannot be "
              + "told whether it is the same when the sweep goes on", kind: .type)
          error.part = part
          throw error
        }
      }
    }
    self.sources = sources
    names = grid.names
    var hash = SHA256()
    for part in ["upt-script point 1", version, "seed \(seed)", body.hash] {
      hash.absorb(part)
    }
    base = hash.hex
  }

  /// The key of the combination that has these values of the axes.
  func key(_ choices: [Int]) -> String {
    var hash = SHA256()
    hash.absorb(base)
    for (axis, choice) in choices.enumerated() {
      hash.absorb(names[axis])
      hash.absorb(values[axis][choice])
    }
    return String(hash.hex.prefix(32))
  }
}
