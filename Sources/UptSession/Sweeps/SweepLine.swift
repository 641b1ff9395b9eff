import Foundation
import UptBuiltins
import UptNotebook
import UptRuntime
import UptTensor

/// What the lines of a file of records say.
enum SweepLine {
  /// A process has come to a sweep.
  case sweep(KnownSweep, Date)
  /// A process has begun a point.
  case begin(BegunPoint)
  /// A process has finished a point.
  case point(KeptPoint)

  init?(_ json: JSONObject, in file: String, line: Int) {
    switch json["kind"]?.string {
    case "sweep":
      guard let sweep = KnownSweep(json), let time = json["time"]?.double else { return nil }
      self = .sweep(sweep, Date(timeIntervalSince1970: time))
    case "begin":
      guard let key = json["key"]?.string, let cells = json["combination"]?.namedCells else {
        return nil
      }
      self = .begin(BegunPoint(key: key, combination: cells, file: file))
    case "point":
      guard let record = PointRecord(json) else { return nil }
      self = .point(
        KeptPoint(
          record: record, run: json["run"]?.object ?? JSONObject(), file: file, line: line))
    default: return nil
    }
  }
}

/// A point that a process has begun.
struct BegunPoint {
  let key: String
  let combination: [NamedCell]
  /// The file of the process.
  let file: String

  var json: JSONObject {
    ["kind": "begin", "key": .string(key), "combination": JSONValue(exactly: combination)]
  }
}

/// A finished point as it stands in a file.
struct KeptPoint {
  let record: PointRecord
  /// Who computed it, when, and how long it took.
  let run: JSONObject
  let file: String
  let line: Int

  /// Whether another record has the same result, bit by bit.
  func agrees(with other: KeptPoint) -> Bool {
    // As text: NaN is no number that equals itself.
    JSONValue(exactly: record.result).text() == JSONValue(exactly: other.record.result).text()
  }

  /// How long it took, in seconds.
  var seconds: Double? { run["seconds"]?.double }

  /// Where it is and what it says, for messages.
  var told: String {
    let values = record.result.map { "\($0.name) \(JSONValue(exactly: $0.cell).text())" }
    let kernels = run["kernels"]?.string.map { ", on \($0)" } ?? ""
    return "\(file), line \(line)\(kernels), has \(values.joined(separator: ", "))"
  }
}

/// A sweep that a process has come to.
struct KnownSweep: Hashable {
  let recipe: SweepRecipe
  /// The position of the cell that it ran in, and what people call the cell.
  let position: Int
  let cell: String
  /// How many sweeps the run of the cell had come to before.
  let number: Int
  /// Where it is in its program, for points that drew random numbers.
  let code: String
  let axes: [String]
  /// The keys of its points in their order.
  let keys: [String]

  func json(_ time: Date) -> JSONObject {
    var json: JSONObject = [
      "kind": "sweep", "time": .number(time.timeIntervalSince1970),
      "position": .integer(position), "cell": .string(cell), "number": .integer(number),
      "code": .string(code), "axes": .array(axes.map(JSONValue.string)),
      "keys": .array(keys.map(JSONValue.string)),
    ]
    json["recipe"] = .object(recipe.json)
    return json
  }

  /// Whether another one has its place: the same sweep of another version of the script, perhaps.
  func replaces(_ other: KnownSweep) -> Bool {
    recipe.isLike(other.recipe)
      && (recipe.text != other.recipe.text || place == other.place)
  }

  /// Where it is among all sweeps.
  var place: (String, Int, Int) { (recipe.name, position, number) }

  init(
    recipe: SweepRecipe, position: Int, cell: String, number: Int, code: String, axes: [String],
    keys: [String]
  ) {
    self.recipe = recipe
    self.position = position
    self.cell = cell
    self.number = number
    self.code = code
    self.axes = axes
    self.keys = keys
  }

  init?(_ json: JSONObject) {
    guard let cell = json["cell"]?.string, let number = json["number"]?.integer,
      let position = json["position"]?.integer, let code = json["code"]?.string,
      let axes = json["axes"]?.array, let keys = json["keys"]?.array,
      let recipe = json["recipe"]?.object.flatMap(SweepRecipe.init)
    else { return nil }
    self.init(
      recipe: recipe, position: position, cell: cell, number: number, code: code,
      axes: axes.compactMap(\.string), keys: keys.compactMap(\.string))
  }
}

extension PointRecord {
  /// The record; `run` tells of its making and is no part of what is compared.
  func json(_ recipe: JSONObject, run: JSONObject) -> JSONObject {
    var json: JSONObject = [
      "kind": "point", "key": .string(key), "combination": JSONValue(exactly: combination),
      "result": JSONValue(exactly: result),
    ]
    if !printed.isEmpty { json["printed"] = .string(printed) }
    if !remarks.isEmpty { json["remarks"] = .array(remarks.map(JSONValue.string)) }
    if !reads.isEmpty { json["reads"] = .array(reads.map(\.json)) }
    json["drawn"] = drawn.map(JSONValue.string)
    var recipe = recipe
    if !sources.isEmpty { recipe["sources"] = .array(sources.map(\.json)) }
    json["recipe"] = .object(recipe)
    json["run"] = .object(run)
    return json
  }

  init?(_ json: JSONObject) {
    guard let key = json["key"]?.string, let combination = json["combination"]?.namedCells,
      let result = json["result"]?.namedCells
    else { return nil }
    self.init(key: key, combination: combination, result: result)
    printed = json["printed"]?.string ?? ""
    remarks = json["remarks"]?.array?.compactMap(\.string) ?? []
    drawn = json["drawn"]?.string
    for (path, json) in [(\PointRecord.reads, json["reads"]),
      (\PointRecord.sources, json["recipe"]?["sources"])] {
      let all = json?.array ?? []
      let known = all.compactMap(Source.init)
      guard known.count == all.count else { return nil }
      self[keyPath: path] = known
    }
  }

  /// What the point is, for messages: `method: text, seed: 1`.
  var name: String { combination.map { "\($0.name): \($0.cell.label)" }.joined(separator: ", ") }
}

extension PointRecord.Source {
  fileprivate var json: JSONValue {
    .object(["kind": .string(kind.rawValue), "name": .string(name), "hash": .string(hash)])
  }

  fileprivate init?(_ json: JSONValue) {
    guard let kind = json["kind"]?.string.flatMap(Use.Kind.init), let name = json["name"]?.string,
      let hash = json["hash"]?.string
    else { return nil }
    self.init(kind, name, hash)
  }
}
