import UptRuntime
import UptTensor

/// Text in files.
extension FileLibrary {
  /// The most lines that become a list.
  private static let mostLines = 10_000_000

  static let texts: [Builtin] = [
    Builtin(
      "read_text", [path],
      help: """
        The text of a file in UTF-8.

            write_text("notes.txt", "one\\ntwo\\n")
            read_text("notes.txt").count      # 8
        """
    ) { .text(try $0.reading("path") { try TextFile.read($0) }) },
    Builtin(
      "read_lines", [path],
      help: """
        The lines of a text file, without their ends, as a list.

            write_text("notes.txt", "one\\ntwo\\n")
            read_lines("notes.txt")      # ["one", "two"]
        """
    ) { call in
      let text = try call.reading("path") { try TextFile.read($0) }
      var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      if lines.last?.isEmpty == true { lines.removeLast() }
      guard lines.count <= mostLines else {
        throw call.error(
          0, "the file has \(lines.count) lines, too many for a list", kind: .limit)
      }
      return .list(lines.map { .text(String($0)) })
    },
    Builtin(
      "write_text", [path, .required("text")],
      help: """
        Writes a text to a file, in place of what it held. The file is there whole or not at all.

            write_text("notes.txt", "one\\n")
        """
    ) { call in
      let text = try call.text(1)
      try call.writing { try AtomicFile.write($0, Array(text.utf8)) }
      return .nothing
    },
    Builtin(
      "append_text", [path, .required("text")],
      help: """
        Adds a text at the end of a file, which is made if it is not there: a log of what was tried.

            write_text("log.txt", "one\\n")
            append_text("log.txt", "two\\n")
            read_lines("log.txt")      # ["one", "two"]
        """
    ) { call in
      let text = try call.text(1)
      // What the file holds afterwards rests on what it held.
      call.interpreter.host.uses(Use(.file, try call.path("path")))
      try call.writing { try TextFile.append($0, text) }
      return .nothing
    },
  ]
}
