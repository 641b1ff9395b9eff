import Foundation
import UptBuiltins
import UptRuntime
import UptSyntax

/// Gets the text of a script from where the command line says it is.
enum ScriptText {
  /// The places that a script can come from.
  enum Origin: Equatable {
    case file(String)
    case standardInput
    /// The text itself, as `-e` gives it.
    case text(String)

    /// The path of a file.
    var path: String? {
      if case .file(let path) = self { path } else { nil }
    }
  }

  /// No script may be larger than this; it is as good as any bound that keeps `/dev/zero` out.
  static let byteLimit = 64 << 20

  /// The script.
  /// - Throws: `ScriptFailure` where it cannot be read or is no text.
  static func load(_ origin: Origin) throws(ScriptFailure) -> SourceFile {
    switch origin {
    case .text(let text): return SourceFile(name: "-e", text: text)
    case .standardInput: return try source(named: "stdin", read(0, name: "the standard input"))
    case .file(let path):
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else {
        let hint = errno == ENOENT ? neighbour(of: path) : nil
        throw failure("\(path): \(reason(errno))", hint: hint)
      }
      defer { close(descriptor) }
      return try source(named: path, read(descriptor, name: path))
    }
  }

  /// The script that another one imports: the path is relative to the folder of that script.
  static func imported(
    _ path: String, by importer: SourceFile
  ) throws(ScriptFailure) -> (path: String, source: SourceFile) {
    let folder = (importer.name as NSString).deletingLastPathComponent
    let isRelative = !path.hasPrefix("/") && !folder.isEmpty
    let place = isRelative ? (folder as NSString).appendingPathComponent(path) : path
    let source = try load(.file(place))
    return (URL(fileURLWithPath: place).resolvingSymlinksInPath().path, source)
  }

  private static func read(_ descriptor: Int32, name: String) throws(ScriptFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { into in
        Foundation.read(descriptor, into.baseAddress, into.count)
      }
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure("\(name): \(reason(errno))")
      }
      bytes += buffer[..<count]
      guard bytes.count <= byteLimit else {
        throw failure("\(name): more than \(byteLimit >> 20) MB, too large for a script")
      }
    }
  }

  private static func source(named name: String, _ bytes: [UInt8]) throws(ScriptFailure)
    -> SourceFile
  {
    // A mark of the byte order, as some editors write it, is no part of the script.
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    let repaired = SourceFile(name: name, text: String(decoding: content, as: UTF8.self))
    if repaired.bytes.elementsEqual(content) { return repaired }
    // The first byte that differs is where decoding had to put a mark.
    let place = zip(repaired.bytes, content).prefix { $0 == $1 }.count
    let span = Span(repaired, place, place + 3)
    throw ScriptFailure([
      Diagnostic(
        RuntimeError.Kind.file.rawValue, "the script is not UTF-8 text", span: span,
        label: "this byte belongs to no character", hint: "save it with the encoding UTF-8")
    ])
  }

  private static func failure(_ message: String, hint: String? = nil) -> ScriptFailure {
    ScriptFailure([RuntimeError(.file, message, hint: hint).diagnostic])
  }

  private static func reason(_ code: Int32) -> String {
    switch code {
    case ENOENT: "no such file"
    case EISDIR: "a folder, not a script"
    case EACCES, EPERM: "the file may not be read"
    default: String(cString: strerror(code))
    }
  }

  /// The hint that names a file of the same folder, if one has nearly this name.
  private static func neighbour(of path: String) -> String? {
    NearbyFile.path(like: path).map { "did you mean `\($0)`?" }
  }
}
