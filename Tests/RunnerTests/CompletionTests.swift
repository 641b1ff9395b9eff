import Foundation
import Testing
import UptRuntime
import UptSyntax
import UptTerminal

@testable import upt_script

/// What is proposed for the text before a cursor.
@Suite struct CompletionTests {
  /// An object as the engine's are: with members, a method, and members of members.
  private final class Model: HostObject {
    override var memberNames: [String] { ["text", "width", "encode"] }
    override func member(_ name: String) throws -> Value? {
      switch name {
      case "text": .record([("depth", .int(3)), ("width", .int(64))])
      case "width": .int(128)
      default: nil
      }
    }
    override func method(_ name: String) -> Builtin? {
      guard name == "encode" else { return nil }
      return Builtin(
        "encode", [.required("words"), .optional("batch", .int(8), help: "how many at once")],
        help: "Turns words into vectors.\n\nMore of it."
      ) { _ in .nothing }
    }
  }

  private let interpreter: Interpreter = {
    let interpreter = Interpreter()
    interpreter.define("model", as: .object(Model()))
    interpreter.define("red", as: .text("red"))
    interpreter.define("_1", as: .int(1))
    return interpreter
  }()

  @Test(arguments: [
    ("mod", ["model"]),
    ("1 + mode", ["model"]),
    ("model.", ["encode", "text", "width"]),
    ("x = model.w", ["width"]),
    ("model.text.", ["count", "depth", "labels", "to_dictionary", "width", "with"]),
    ("model.text.w", ["width", "with"]),
    ("model.width.", []),
    ("absent.", []),
    ("red.st", ["starts_with"]),
    ("red.first.is_", ["is_empty"]),
    ("0..", nil),
    ("12", []),
    ("1 # mod", []),
    ("[model][0].wid", ["width"]),
    ("(model).wid", ["width"]),
    ("(a: [model]).a[-1].text.dep", ["depth"]),
    ("\"word\".starts", ["starts_with"]),
    ("\"\\(mod", ["model"]),
    ("\"a \\(1) mod", []),
    ("func f(rate, steps: 3) { ra", ["range", "rate"]),
    ("let batch = 3\nbat", ["batch"]),
    ("_", ["_1"]),
    ("whi", ["while"]),
    ("model.encode(wor", ["words: "]),
    ("model.encode([f(1), 2], bat", ["batch: "]),
    ("model.encode(words: [1], wor", []),
    ("model.encode(words: bat", []),
    ("model.encode(1)\nwor", []),
    ("encoder(\"/dev/nul", ["null"]),
    ("print(\"a \\\" b\", mod", ["model"]),
  ] as [(String, [String]?)])
  func proposals(_ before: String, _ expected: [String]?) {
    let found = CompletionContext(before).completions(in: interpreter)
    guard let expected else { return #expect(!found.candidates.isEmpty) }
    #expect(found.candidates.map(\.text) == expected)
  }

  @Test(arguments: [
    ("sizes[\"", ["large", "small \\\"one\\\""]),
    ("sizes[\"la", ["large"]),
    ("sizes[", ["\"small \\\"one\\\"\"", "\"large\"", "7"]),
    ("dataset(\"demo/spec", nil),
    ("dataset(\"demo/textures\").fewsh", ["fewshot"]),
    ("dataset(\"demo/textures\").fewshot(1).lab", ["labels"]),
    ("dataset(\"demo/textures\").half(\"n", ["new"]),
    ("encoder(\"", ["demo"]),
    ("visual_prompt(clip, depth: \"", ["deep", "shallow"]),
    ("unified_prompt(clip, 4, \"de", ["deep"]),
    ("fit(m, d, optimizer: \"ad", ["adam", "adamw"]),
    ("plot(runs, x: \"", ["accuracy", "shots"]),
    ("runs.sort(\"acc", ["accuracy"]),
    ("runs[\"sh", ["shots"]),
    ("clip.text.wid", ["width"]),
    ("encoder(\"demo\").text.wid", ["width"]),
    ("zeros([2, 3]).sha", ["shape"]),
  ] as [(String, [String]?)])
  func liveValues(_ before: String, _ expected: [String]?) {
    let found = CompletionContext(before).completions(in: Self.session.interpreter)
    guard let expected else { return #expect(!found.candidates.isEmpty) }
    #expect(found.candidates.map(\.text).sorted() == expected.sorted())
  }

  /// A session in which some values have names.
  nonisolated(unsafe) private static let session: ScriptSession = {
    let session = ScriptSession(Settings(), screen: Screen())
    let script = """
      let sizes = ["small \\"one\\"": 1.5, "large": 2.5, 7: 3]
      let clip = encoder("demo")
      let runs = table(shots: [1, 2], accuracy: [0.5, 0.6])
      """
    _ = session.run(SourceFile(name: "values", text: script))
    return session
  }()

  /// Whatever stands before the cursor, nothing of the user's runs for it.
  @Test func nothingRuns() {
    let session = ScriptSession(Settings(), screen: Screen())
    let script = """
      var runs = 0
      func touch(x) {
        runs = runs + 1
        return x
      }
      let list = [3, 1, 2]
      """
    _ = session.run(SourceFile(name: "values", text: script))
    for before in [
      "touch(1).", "list.map(touch).", "list.sorted(touch)[0].", "[touch][0](1).",
      "list.map({ x in touch(x) }).", "sweep(seed: [1], touch).", "\"\\(touch(1))\".",
    ] {
      _ = CompletionContext(before).completions(in: session.interpreter)
    }
    #expect(session.interpreter.value(of: "runs").map(session.interpreter.display) == "0")
  }

  /// Paths in strings, where they have spaces, quotes and a home.
  @Test func files() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/files-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["one two", "inner"] {
      try FileManager.default.createDirectory(
        atPath: folder + "/" + name, withIntermediateDirectories: true)
    }
    for name in ["quo\"te", ".hidden", "new\nline"] {
      _ = FileManager.default.createFile(atPath: folder + "/" + name, contents: nil)
    }
    func found(_ before: String) -> [String] {
      CompletionContext(before).completions(in: interpreter).candidates.map(\.text)
    }
    #expect(found("image(\"\(folder)/") == ["inner/", "new\\nline", "one two/", "quo\\\"te"])
    #expect(found("image(\"\(folder)/o") == ["one two/"])
    #expect(found("image(\"\(folder)/quo\\\"") == ["quo\\\"te"])
    #expect(found("image(\"\(folder)/.") == [".hidden"])
    let plain = FileNames.proposals(for: folder + "/").candidates.map(\.text)
    #expect(plain == ["inner/", "one two/", "quo\"te"])
    #expect(found("\"~").allSatisfy { $0.hasPrefix("/") })
  }

  /// Thousands of names are sorted out between two key presses.
  @Test func manyNames() {
    let interpreter = Interpreter()
    for index in 0..<10_000 { interpreter.define("name_\(index)", as: .int(index)) }
    let start = ContinuousClock.now
    let found = CompletionContext("name_").completions(in: interpreter)
    #expect(found.candidates.count == 10_000)
    #expect(found.commonPrefix == "name_")
    // The program as it is shipped takes a tenth of this.
    #expect(ContinuousClock.now - start < .seconds(1))
  }

  @Test func proposalsAreExplained() {
    func detail(_ before: String) -> String? {
      CompletionContext(before).completions(in: interpreter).candidates.first?.detail()
    }
    #expect(detail("model.enc") == "Turns words into vectors.")
    #expect(detail("model.text.de") == "int 3")
    #expect(detail("red.cou") == "The number of characters.")
    #expect(detail("model.encode(1, bat") == "how many at once")
    #expect(detail("prin") == "Prints values with a space between them.")
  }

  @Test func theTypedPartIsReplaced() {
    #expect(CompletionContext("model.wi").completions(in: interpreter).replacing == 2)
    #expect(CompletionContext("model.").completions(in: interpreter).replacing == 0)
    #expect(CompletionContext("f(\"/dev/nu").completions(in: interpreter).replacing == 2)
  }
}
