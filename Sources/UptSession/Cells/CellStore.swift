import Foundation
import UptTensor

/// The folder in which cells are kept between runs: a folder for each script, a file for each cell
/// as it ran once.
///
/// Files are written whole or not at all, so that several programs may share the folder. One that
/// cannot be read is one that is not there.
public struct CellStore: Sendable {
  /// The folder.
  let folder: String
  /// How many bytes all files together may take; those that were not used for longest go first.
  let limit: Int
  /// What wrote the files: another build of the program may compute something else.
  let build: String

  /// A store in a folder; by default in the user's own one for what can be made again.
  public init(folder: String? = nil, limit: Int = 2 << 30) {
    self.folder = folder ?? Self.usual
    self.limit = limit
    build = "\(Release.number), \(FileStamp.of(.file, Bundle.main.executablePath ?? ""))"
  }

  private static var usual: String {
    let environment = ProcessInfo.processInfo.environment
    let named = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let caches = named ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.cache"
    return caches + "/upt-script/cells"
  }

  /// What is kept of a cell of the script at a path; nil if nothing is that can be used.
  func record(_ key: String, of script: String) -> CellRecord? {
    let path = path(key, of: script)
    guard let record = Self.read(path, build)?.record, record.key == key else { return nil }
    // The time of its last use.
    utimes(path, nil)
    return record
  }

  /// Keeps a cell.
  /// - Throws: when it cannot be written.
  func keep(_ record: CellRecord, of script: String) throws {
    let place = place(of: script)
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = Self.encoding
    let text = String(decoding: try encoder.encode(record), as: UTF8.self)
    let tensors = record.values.tensors
    try Safetensors.write(
      path(record.key, of: script),
      tensors.enumerated().map { Safetensors.Item("\($0)", $1) },
      metadata: [
        "format": Self.format, "build": build, "record": text, "hash": SHA256.hex(text.utf8),
        "tensors": "\(tensors.count)", "script": Self.whole(script),
      ])
    trim()
  }

  /// All that is kept of a script, with the size of each file in bytes.
  func records(of script: String) -> [(record: CellRecord, bytes: Int)] {
    let place = place(of: script)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    return names.sorted().compactMap { name in
      guard let found = Self.read(place + "/" + name, build) else { return nil }
      return (found.record, found.bytes)
    }
  }

  /// Removes what is kept of a script, or of all; gives the number of cells.
  @discardableResult
  public func clear(_ script: String? = nil) -> Int {
    let found = files(in: script.map(place) ?? folder)
    for file in found { unlink(file.path) }
    return found.count
  }

  // MARK: Files

  private static let format = "upt-script cell"
  private static let encoding = JSONEncoder.NonConformingFloatEncodingStrategy
    .convertToString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  private static let decoding = JSONDecoder.NonConformingFloatDecodingStrategy
    .convertFromString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")

  private static func whole(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }

  private func place(of script: String) -> String {
    folder + "/" + SHA256.hex(Self.whole(script).utf8).prefix(16)
  }

  private func path(_ key: String, of script: String) -> String {
    place(of: script) + "/\(key).safetensors"
  }

  private static func read(_ path: String, _ build: String) -> (record: CellRecord, bytes: Int)? {
    guard let file = try? SafetensorsFile(path), file.metadata["format"] == format,
      file.metadata["build"] == build, let text = file.metadata["record"],
      file.metadata["hash"] == SHA256.hex(text.utf8),
      let count = file.metadata["tensors"].flatMap({ Int($0) }), count == file.names.count
    else { return nil }
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = decoding
    guard var record = try? decoder.decode(CellRecord.self, from: Data(text.utf8)) else {
      return nil
    }
    let tensors = (0..<count).compactMap { try? file.tensor("\($0)") }
    guard tensors.count == count else { return nil }
    record.values.tensors = tensors
    return (record, text.utf8.count + tensors.reduce(0) { $0 + $1.count * 4 })
  }

  private struct File {
    let path: String
    let bytes: Int
    let used: Date
  }

  private func files(in folder: String) -> [File] {
    let names = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
    return names.filter { $0.hasSuffix(".safetensors") }.compactMap { name in
      let path = folder + "/" + name
      guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else { return nil }
      return File(
        path: path, bytes: facts[.size] as? Int ?? 0,
        used: facts[.modificationDate] as? Date ?? .distantPast)
    }
  }

  private func trim() {
    var total = 0
    for file in files(in: folder).sorted(by: { $0.used > $1.used }) {
      total += file.bytes
      if total > limit { unlink(file.path) }
    }
  }
}
