import Foundation
import UptBuiltins
import UptRuntime
import UptTensor

/// A results directory at work: keeps the points that this process finishes and knows those of all
/// others.
///
/// A point is a line of this process's own file, which is on the disk before the next one begins.
/// Nothing that is there is ever changed: whatever happens to the process or the disk, what was
/// recorded stays.
public final class SweepStore: PointStore {
  /// Where it is, as the user wrote it.
  public let place: String
  /// What computes the points.
  public var version: String { Release.number }
  /// Which points are this process's to run; nil for all.
  public let shard: SweepShard?

  private let recipe: SweepRecipe
  private var folder: ResultsFolder
  private let claims: PointClaims
  private let contents = FileContents()
  /// The file that this process adds to.
  private var file: (descriptor: Int32, path: String)?
  /// The cell that is running, and how many sweeps it has come to.
  private var cell: (position: Int, name: String, sweeps: Int) = (0, "", 0)

  /// Opens a results directory, which is made if it is not there.
  /// - Throws: `.file` when it cannot be made or read.
  public init(_ place: String, _ recipe: SweepRecipe, shard: SweepShard? = nil) throws {
    self.place = place
    self.recipe = recipe
    self.shard = shard
    do {
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    } catch {
      throw EngineError(.file, "the results directory \(place) cannot be made")
    }
    folder = ResultsFolder(place)
    claims = PointClaims(place)
    try folder.read()
  }

  deinit {
    claims.close()
    if let file { close(file.descriptor) }
  }

  /// A cell of the script begins.
  func enter(_ name: String, at position: Int) { cell = (position, name, 0) }

  // MARK: Reading

  public func isOwn(_ position: Int) -> Bool { shard?.has(position) ?? true }

  public func lookAgain() { try? folder.read() }

  public func record(of key: String, at place: String) throws -> PointRecord? {
    try folder.agreed(folder.points[key, default: []].filter { $0.record.holds(place, contents) })?
      .record
  }


  public func source(_ use: Use) -> PointRecord.Source { contents.source(use.kind, use.name) }

  // MARK: Claims

  public func claim(_ point: SweepOutline.Point) -> Bool { claims.claim(point.key) }

  public func release(_ point: SweepOutline.Point) { claims.release(point.key) }

  // MARK: Writing

  public func begin(_ sweep: SweepOutline) throws {
    let known = KnownSweep(
      recipe: recipe, position: cell.position, cell: cell.name, number: cell.sweeps,
      code: sweep.place, axes: sweep.axes, keys: sweep.points.map(\.key))
    cell.sweeps += 1
    guard !folder.currentSweeps.contains(known) else { return }
    try append(known.json(Date()))
  }

  public func start(_ point: SweepOutline.Point) throws {
    try append(BegunPoint(key: point.key, combination: point.combination, file: "").json)
  }

  public func add(_ record: PointRecord, seconds: Double) throws {
    let run: JSONObject = [
      "host": .string(Self.host), "process": .integer(Int(getpid())),
      "processor": .string(Processor.name), "kernels": .string(BLAS.kernels.used),
      "threads": .integer(Parallel.threads), "ended": .string(Moment.text(Date())),
      "seconds": .number(seconds),
    ]
    var recipe = recipe.json
    recipe["version"] = .string(version)
    try append(record.json(recipe, run: run))
  }

  /// Adds a line to this process's file and waits until the disk has it.
  private func append(_ object: JSONObject) throws {
    do {
      let file = try opened()
      try CheckedLine.text(of: object).withUnsafeBytes {
        try AtomicFile.append($0, to: file.descriptor, file.path)
      }
      guard fsync(file.descriptor) == 0 else {
        throw MappedFile.failure("cannot write \(file.path)")
      }
    } catch let error as EngineError {
      // A line may have been torn: nothing more is written behind it.
      if let file { close(file.descriptor) }
      file = nil
      lookAgain()
      let count = folder.points.count
      let safe = count == 1 ? "1 finished run is" : "\(count) finished runs are"
      throw EngineError(
        .file, "\(error.message); \(safe) safe in \(place)",
        hint: "make room and run it again: it goes on from there")
    }
  }

  private func opened() throws -> (descriptor: Int32, path: String) {
    if let file { return file }
    let random = String(UInt32.random(in: 0 ... .max), radix: 36)
    let path = "\(place)/\(Self.host)-\(getpid())-\(random)\(ResultsFolder.suffix)"
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw MappedFile.failure("cannot write \(path)") }
    let made = (descriptor, path)
    file = made
    // The folder has to know the file for good as well.
    let parent = open(place, O_RDONLY | O_CLOEXEC)
    if parent >= 0 {
      fsync(parent)
      close(parent)
    }
    return made
  }

  private static let host: String = {
    var names = utsname()
    guard uname(&names) == 0 else { return "host" }
    let name = withUnsafeBytes(of: names.nodename) { bytes in
      String(decoding: bytes.prefix { $0 != 0 && $0 != UInt8(ascii: ".") }, as: UTF8.self)
    }
    return name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
  }()
}

extension PointRecord {
  /// Whether the point would give the same at a place of a sweep, with what it read as it is now.
  func holds(_ place: String, _ contents: FileContents) -> Bool {
    (drawn ?? place) == place && reads.allSatisfy { contents.source($0.kind, $0.name) == $0 }
  }
}
