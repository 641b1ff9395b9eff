import UptNotebook
import UptRuntime

/// Lists of numbers as arguments of statistics.
extension Call {
  /// At least `least` finite numbers: a list, a tensor of one axis, or the runs of a measurement.
  func numbers(_ name: String, atLeast least: Int = 1) throws -> [Double] {
    let position = position(of: name)
    if case .object(let object as MeasurementObject) = self[position] {
      return object.measurement.values
    }
    if case .text = self[position] { throw mismatch(position, "a list of numbers") }
    let numbers = try list(position).enumerated().map { index, element in
      guard let number = element.asNumber else {
        throw error(
          position, "`\(name)` of `\(builtin.name)` must hold numbers, but element \(index) is "
            + element.typeWithArticle, kind: .type)
      }
      guard number.isFinite else {
        throw error(
          position, "element \(index) of `\(name)` is \(number), which no statistic takes")
      }
      return number
    }
    guard numbers.count >= least else {
      let found = numbers.isEmpty ? "none" : "\(numbers.count)"
      throw error(
        position, "`\(builtin.name)` needs at least \(least) number\(least == 1 ? "" : "s"), but "
          + "`\(name)` has \(found)")
    }
    return numbers
  }

  /// Two lists of numbers that belong together in pairs.
  func pairs(
    _ first: String, _ second: String, atLeast least: Int
  ) throws -> (first: [Double], second: [Double]) {
    let pairs = (first: try numbers(first, atLeast: least), second: try numbers(second))
    try checkPairs(first, pairs.first.count, second, pairs.second.count)
    return pairs
  }

  /// Throws unless two lists are of the same length.
  func checkPairs(_ first: String, _ firstCount: Int, _ second: String, _ secondCount: Int) throws {
    guard firstCount != secondCount else { return }
    throw error(
      position(of: second), "`\(first)` has length \(firstCount) and `\(second)` length "
        + "\(secondCount), but they must come in pairs")
  }

  /// The numbers of a list of seeds, each of them once.
  func seeds(_ name: String) throws -> [Int] {
    let position = position(of: name)
    var seen: Set<Int> = []
    return try list(position).enumerated().map { index, element in
      guard case .int(let seed) = element else {
        throw error(
          position, "`\(name)` of `\(builtin.name)` must hold ints, but element \(index) is "
            + element.typeWithArticle, kind: .type)
      }
      guard seen.insert(seed).inserted else {
        throw error(
          position, "the seed \(seed) comes twice", hint: "runs of one seed are the same run")
      }
      return seed
    }
  }
}
