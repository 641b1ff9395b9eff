import Foundation
import UptBuiltins
import UptTensor

/// What the files of a results directory say, read as far as they have grown.
///
/// Each process has a file of its own there and only ever adds lines to it, so that a file can be
/// read while it is being written. A line that is damaged counts for nothing.
struct ResultsFolder {
  /// Where it is.
  let path: String
  /// The finished points by their keys, in the order of files and lines.
  private(set) var points: [String: [KeptPoint]] = [:]
  /// The sweeps that processes came to, each with the time when one last did.
  private(set) var sweeps: [KnownSweep: Date] = [:]
  /// The points that processes have begun.
  private(set) var begun: [BegunPoint] = []
  /// How many lines are damaged.
  private(set) var damaged = 0
  /// How far each file was read, and how many lines that was.
  private var files: [String: (offset: Int, lines: Int)] = [:]
  /// What the end of a file's name must be.
  static let suffix = ".jsonl"

  /// A folder that was not looked into yet.
  init(_ path: String) { self.path = path }

  /// How many files there are.
  var fileCount: Int { files.count }

  /// Reads what files say beyond what was read.
  /// - Throws: `.file` when the folder cannot be read.
  mutating func read() throws {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw EngineError(
        .file, "\(path) is no folder that can be read",
        hint: "`run FILE --results DIR` makes one")
    }
    for name in names.sorted() where name.hasSuffix(Self.suffix) { read(name) }
  }

  /// Takes up the whole lines that a file has got.
  private mutating func read(_ name: String) {
    let descriptor = open(path + "/" + name, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var (offset, lines) = files[name] ?? (0, 0)
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { return }
    var bytes = [UInt8](repeating: 0, count: max(0, Int(facts.st_size) - offset))
    var size = 0
    while size < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        pread(
          descriptor, buffer.baseAddress.map { $0 + size }, buffer.count - size,
          off_t(offset + size))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      size += count
    }
    var rest = bytes[..<size]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      lines += 1
      take(rest[rest.startIndex..<end], name, lines)
      rest = rest[(end + 1)...]
    }
    offset += size - rest.count
    files[name] = (offset, lines)
  }

  private mutating func take(_ bytes: ArraySlice<UInt8>, _ file: String, _ line: Int) {
    let object = CheckedLine.object(bytes)
    switch object.flatMap({ SweepLine($0, in: file, line: line) }) {
    case .point(let point): points[point.record.key, default: []].append(point)
    case .sweep(let sweep, let time): sweeps[sweep] = max(time, sweeps[sweep] ?? .distantPast)
    case .begin(let point): begun.append(point)
    case nil: damaged += 1
    }
  }

  /// The sweeps as scripts have them now: of each script with the same settings those of the
  /// version that ran last, in the order in which they come in it.
  var currentSweeps: [KnownSweep] {
    var current: [KnownSweep] = []
    for (sweep, _) in sweeps.sorted(by: { $0.value > $1.value })
    where !current.contains(where: { $0.replaces(sweep) }) {
      current.append(sweep)
    }
    return current.sorted { $0.place < $1.place }
  }

  /// How many files end in a line that was torn, or that is being written.
  func unfinished() -> Int {
    files.count { name, read in
      let facts = try? FileManager.default.attributesOfItem(atPath: path + "/" + name)
      return (facts?[.size] as? Int ?? 0) > read.offset
    }
  }

  /// The one record of those of a point that hold.
  /// - Throws: `.value` when they do not agree.
  func agreed(_ kept: [KeptPoint]) throws -> KeptPoint? {
    guard let first = kept.min(by: { ($0.file, $0.line) < ($1.file, $1.line) }) else { return nil }
    if let other = kept.first(where: { !$0.agrees(with: first) }) {
      throw EngineError(
        .value, "two records of the point \(first.record.name) do not agree: \(first.told); "
          + other.told,
        hint: "processors of different kinds round differently, and times are never the same; "
          + "remove one of the two lines in \(path)")
    }
    return first
  }
}
