import Foundation
import Testing
import UptBuiltins
import UptRuntime
import UptSyntax

/// Reading and writing files from scripts.
@Suite struct FileLibraryTests {
  static let names = [
    "load", "save", "read_text", "read_lines", "write_text", "append_text", "read_json",
    "parse_json", "to_json", "exists", "files", "now", "clock", "date",
  ]

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("upt-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  /// The message of the only error that a script ends with; nil if it ends without.
  private func failure(_ script: String, isSafe: Bool = false) -> Diagnostic? {
    do {
      try EngineSession(isSafe: isSafe).run(script)
      return nil
    } catch {
      return (error as? ScriptFailure)?.diagnostics.first
    }
  }

  @Test func tensorsThereAndBack() throws {
    try withFolder { folder in
      let session = EngineSession()
      try session.run(
        """
        let x = normal([3, 4], seed: 1)
        for end in ["npz", "safetensors"] {
          let path = "\(folder)/x.\\(end)"
          save(path, (x: x, y: 1...3))
          let back = load(path)
          assert((back.x == x).all() && back["y"].to_list() == [1.0, 2.0, 3.0])
          save(path, ["text.weight": x])
          assert((load(path)["text.weight"] == x).all())
        }
        save("\(folder)/x.npy", x)
        assert((load("\(folder)/x.npy") == x).all())
        save("\(folder)/x.npy", [[1, 2], [3, 4]])
        load("\(folder)/x.npy").shape
        files("\(folder)", "*.np?").count
        exists("\(folder)/y.npy")

        """)
      #expect(session.output == "[2, 2]\n2\nfalse\n")
    }
  }

  @Test func jsonThereAndBack() throws {
    let session = EngineSession()
    try session.run(
      """
      let value = ["a": [1, 2.5, true, nil, "é\\n"], "b": ["c": [:]], "": -0.0]
      assert(parse_json(to_json(value)) == value)
      assert(parse_json(to_json(value, indent: 2)) == value)
      print(to_json((x: ones([2, 1]), y: 0..<2, z: [inf, nan], t: tensor(2))))
      print(to_json([1: "one", true: [:]], indent: 2))

      """)
    #expect(
      session.output == """
        {"x":[[1.0],[1.0]],"y":[0,1],"z":[null,null],"t":2.0}
        {
          "1": "one",
          "true": {}
        }

        """)
  }

  @Test func linesOfEveryKind() throws {
    try withFolder { folder in
      let file = "\(folder)/lines.txt"
      let cases: [([UInt8], String)] = [
        ([], "[]"), (Array("a".utf8), "[\"a\"]"), (Array("\n".utf8), "[\"\"]"),
        (Array("a\r\n\nb".utf8), "[\"a\", \"\", \"b\"]"),
        ([0xef, 0xbb, 0xbf] + Array("é\n".utf8), "[\"é\"]"),
      ]
      for (bytes, shown) in cases {
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        let session = EngineSession()
        try session.run("print(read_lines(\"\(file)\"))\n")
        #expect(session.output == shown + "\n")
      }
      try Data([0x61, 0xff]).write(to: URL(fileURLWithPath: file))
      #expect(failure("read_text(\"\(file)\")\n")?.message == "\(file) is not text in UTF-8")
    }
  }

  /// What reads or writes files of the user's says that it cannot; what is embedded stays.
  @Test func safeMode() throws {
    let scripts = [
      "load(\"x.npy\")", "save(\"x.npy\", [1])", "read_text(\"x\")", "read_lines(\"x\")",
      "write_text(\"x\", \"\")", "append_text(\"x\", \"\")", "read_json(\"x\")", "exists(\"x\")",
      "files()", "encoder(\"x\")", "dataset(\"x\")", "image(\"x\")",
      "load_prompts(\"x\", encoder(\"demo\"))", "pretrain(\"x\")",
      "dataset(\"demo/textures\").test[0].image.save(\"x.png\")",
    ]
    for script in scripts {
      let message = failure(script + "\n", isSafe: true)?.message ?? "no error"
      #expect(message.hasSuffix("` needs the file system, which is off in safe mode"), "\(script)")
    }
    let session = EngineSession(isSafe: true)
    try session.run(
      "encoder(\"demo\").name\ndataset(\"demo/textures\").name\nparse_json(to_json(1))\n")
    #expect(session.output == "demo\ndemo/textures\n1\n")
  }

  @Test(arguments: [
    ("*", "a", true), ("*", ".a", false), (".*", ".a", true), ("", "", true), ("", "a", false),
    ("a?c", "abc", true), ("a?c", "ac", false), ("*.npy", "x.npy", true), ("*.npy", "npy", false),
    ("*a*b", "xaxbxb", true), ("*a*b", "xbxa", false), ("?", "é", true), ("**", "ab", true),
  ])
  func patterns(_ pattern: String, _ name: String, _ fits: Bool) throws {
    try withFolder { folder in
      if !name.isEmpty { try Data().write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
      let session = EngineSession()
      try session.run("files(\"\(folder)\", \"\(pattern)\").count > 0\n")
      #expect(session.output == "\(fits && !name.isEmpty)\n")
    }
  }

  @Test func patternsOfManyStarsEnd() throws {
    try withFolder { folder in
      let name = String(repeating: "a", count: 200)
      try Data().write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
      let pattern = String(repeating: "*a", count: 100) + "*b"
      #expect(failure("assert(files(\"\(folder)\", \"\(pattern)\") == [])\n") == nil)
    }
  }

  /// Everything with anything: errors are fine, traps are not.
  @Test func hostileArguments() throws {
    try withFolder { folder in
      try Data([0, 1, 2]).write(to: URL(fileURLWithPath: "\(folder)/there"))
      let session = EngineSession()
      let values = [
        "nil", "true", "0", "-1", "1e300", "nan", "\"\"", "\"\(folder)\"", "\"\(folder)/there\"",
        "\"\(folder)/x.npy\"", "\"\(folder)/x.npz\"", "\"\(folder)/no/x.safetensors\"",
        "\"/dev/null\"", "\"a\\u{0}b\"", "[]", "[1, [2]]", "[:]", "[1: 2]", "(a: 1)", "(a: \"b\")",
        "ones([2])", "{ x in x }", "encoder(\"demo\")", "9223372036854775807",
      ]
      for name in Self.names {
        for first in values {
          try? session.run("\(name)(\(first))\n")
          for second in values { try? session.run("\(name)(\(first), \(second))\n") }
        }
      }
    }
  }
}
