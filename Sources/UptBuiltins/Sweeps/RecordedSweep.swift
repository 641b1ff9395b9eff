import Foundation
import UptNotebook
import UptRuntime

/// A sweep whose points are kept: it takes those that are there, runs this process's own, waits for
/// those that other processes are running, and gives the table if no point is missing then.
///
/// What comes out does not show which process ran what: what points print appears in their order.
/// A point that fails does not keep the others from running, unless none has succeeded yet; the
/// error of the first one ends the sweep.
struct RecordedSweep {
  private let call: Call
  private let grid: SweepGrid
  private let place: SweepPlace
  private let function: FunctionValue
  private let store: any PointStore
  private let surroundings: Surroundings

  private let points: [SweepOutline.Point]
  private let sources: [PointRecord.Source]
  /// The points that are there, and how many these are.
  private var found: [PointRecord?]
  private var count = 0
  private var failures: [Int: any Error] = [:]
  /// The first point of which nothing was shown yet.
  private var shown = 0
  private let start = Date()
  private var foundAtStart = 0
  private static let patience = 0.05

  /// - Throws: where it cannot be told what the points rest on, or they rest on each other.
  init(
    _ call: Call, _ grid: SweepGrid, _ place: SweepPlace, _ function: FunctionValue,
    _ store: any PointStore, _ surroundings: Surroundings
  ) throws {
    self.call = call
    self.grid = grid
    self.place = place
    self.function = function
    self.store = store
    self.surroundings = surroundings
    let keys = try SweepKeys(
      call, grid, function, seed: surroundings.seed, version: store.version)
    points = (0..<grid.total).map { point in
      SweepOutline.Point(
        key: keys.key(grid.choices(point)),
        combination: zip(grid.names, grid.cells(point)).map(NamedCell.init))
    }
    sources = keys.sources
    found = Array(repeating: nil, count: grid.total)
  }

  /// The table of all points; of those that are there if the user asked to stop.
  /// - Throws: the error of a point, or of the store; with ``Surroundings/unfinished`` set where
  ///   points are missing that are other processes' to run.
  mutating func table() throws -> Table {
    surroundings.sweeps += 1
    defer {
      surroundings.sweeps -= 1
      if surroundings.sweeps == 0 { surroundings.progress(nil) }
    }
    try store.begin(SweepOutline(place: place.text, axes: grid.names, points: points))
    try take(Array(points.indices))
    foundAtStart = count
    let isWhole = try runOwn()
    guard isWhole else { return try interrupted() }
    if let failure = failures.min(by: { $0.key < $1.key }) {
      showRest()
      throw failure.value
    }
    store.lookAgain()
    try take(points.indices.filter { found[$0] == nil })
    guard count == grid.total else {
      showRest()
      surroundings.unfinished.append(UnfinishedSweep(done: count, total: grid.total))
      throw RuntimeError(
        .interrupted, "the sweep is not finished: \(count) of \(grid.total) points are there")
    }
    if found.contains(where: { $0?.drawn != nil }) {
      surroundings.tensors.random.pass(place.path)
    }
    return try rows()
  }

  private func rows() throws -> Table {
    var rows = grid.rows
    for (point, record) in zip(points, found) {
      if let record { try rows.append(point.combination.map(\.cell), record.result) }
    }
    return try rows.table()
  }

  /// What there is when the user has asked to stop; without anything, that ends the script.
  private mutating func interrupted() throws -> Table {
    showRest()
    if count == 0 { try call.interpreter.interrupt.check() }
    surroundings.remark(
      "sweep: stopped after \(count) of \(grid.total) runs, which are kept in \(store.place)")
    return try rows()
  }

  // MARK: Running

  /// Runs the points that are this process's and not there, and waits for those of them that other
  /// processes are at; false if the user asked to stop.
  private mutating func runOwn() throws -> Bool {
    var waiting = points.indices.filter { found[$0] == nil && store.isOwn($0) }
    while true {
      var busy: [Int] = []
      for point in waiting {
        if call.interpreter.interrupt.isInterrupted { return false }
        if try !attempt(point) { busy.append(point) }
        showProgress(waitingFor: 0)
      }
      if call.interpreter.interrupt.isInterrupted { return false }
      guard !busy.isEmpty else { return true }
      showProgress(waitingFor: busy.count)
      if busy.count == waiting.count { Thread.sleep(forTimeInterval: Self.patience) }
      store.lookAgain()
      try take(busy)
      waiting = busy.filter { found[$0] == nil }
    }
  }

  /// Runs a point unless another process is at it, which gives false.
  private mutating func attempt(_ point: Int) throws -> Bool {
    guard store.claim(points[point]) else { return false }
    defer { store.release(points[point]) }
    // Whoever had it before may have finished it.
    store.lookAgain()
    try take([point])
    if found[point] != nil { return true }
    try store.start(points[point])
    let began = Date()
    let record: PointRecord
    do { record = try compute(point) } catch {
      if call.interpreter.interrupt.isInterrupted { return true }
      let kind = (error as? LocatedError)?.error.kind ?? (error as? RuntimeError)?.kind
      guard count > 0, kind?.isCatchable ?? true else { throw error }
      failures[point] = error
      return true
    }
    // What was stopped early has only a part of its result.
    if call.interpreter.interrupt.isInterrupted { return true }
    try store.add(record, seconds: Date().timeIntervalSince(began))
    keep(record, at: point)
    show()
    return true
  }

  private func compute(_ point: Int) throws -> PointRecord {
    let interpreter = call.interpreter
    let (host, remark) = (interpreter.host, surroundings.remark)
    var printed = ""
    var remarks: [String] = []
    var uses: [Use] = []
    interpreter.host.output = { printed += $0 }
    interpreter.host.uses = { use in
      uses.append(use)
      if use.kind == .output { host.uses(use) }
    }
    surroundings.remark = { remarks.append($0) }
    defer {
      interpreter.host = host
      surroundings.remark = remark
    }
    let (value, hasDrawn): (Value, Bool)
    do {
      (value, hasDrawn) = try grid.run(
        point, at: place, call, function, surroundings.tensors.random)
    } catch {
      // What led to the error is worth seeing.
      if !printed.isEmpty { host.output(printed) }
      throw error
    }
    var record = PointRecord(
      key: points[point].key, combination: points[point].combination,
      result: try RowCollector.fields(of: value).map(cell))
    (record.printed, record.remarks, record.sources) = (printed, remarks, sources)
    record.reads = reads(uses)
    record.drawn = hasDrawn ? place.text : nil
    return record
  }

  /// A field of a result, if a record can hold exactly what it is.
  private func cell(_ name: String, _ value: Value) throws -> NamedCell {
    switch value {
    case .nothing, .bool, .int, .real, .text: return NamedCell(name, value.cell)
    case .object(is MeasurementObject): return NamedCell(name, value.cell)
    default:
      if value.asNumber != nil { return NamedCell(name, value.cell) }
      throw RuntimeError(
        .type, "the field `\(name)` of a run is \(value.typeWithArticle), which cannot be kept "
          + "in \(store.place)",
        hint: "numbers, strings, true, false, nil and measurements can be kept",
        span: function.returnedPlace(name))
    }
  }

  /// What a point read of the world outside, each once, but for what it wrote itself before.
  private func reads(_ uses: [Use]) -> [PointRecord.Source] {
    var seen: Set<String> = []
    var reads: [PointRecord.Source] = []
    for use in uses where seen.insert(use.name).inserted && use.kind != .output {
      reads.append(store.source(use))
    }
    return reads
  }

  // MARK: Showing

  /// Looks up points; those that are there are shown.
  private mutating func take(_ positions: [Int]) throws {
    for point in positions {
      keep(try store.record(of: points[point].key, at: place.text), at: point)
    }
    show()
  }

  private mutating func keep(_ record: PointRecord?, at point: Int) {
    guard let record, found[point] == nil else { return }
    found[point] = record
    count += 1
  }

  /// Shows what points have printed, in their order, up to the first one that is missing.
  private mutating func show() {
    while shown < found.count, let record = found[shown] {
      shown += 1
      show(record)
    }
  }

  /// Shows what is left, where no more points will come.
  private mutating func showRest() {
    for record in found[shown...] { if let record { show(record) } }
    shown = found.count
  }

  private func show(_ record: PointRecord) {
    let host = call.interpreter.host
    if !record.printed.isEmpty { host.output(record.printed) }
    for remark in record.remarks { surroundings.remark(remark) }
    for read in record.reads {
      host.uses(Use(read.kind, read.name, fingerprint: { read.hash }))
    }
  }

  private func showProgress(waitingFor others: Int) {
    guard surroundings.sweeps == 1 else { return }
    surroundings.progress(
      Progress(
        "sweep", done: count, of: grid.total, unit: "runs",
        elapsed: Date().timeIntervalSince(start), resumedAt: foundAtStart,
        detail: others > 0 ? "waiting for \(others) of other processes" : ""))
  }
}
