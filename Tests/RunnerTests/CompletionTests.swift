import Testing
import UptRuntime

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
    ("model.", ["text", "width", "encode"]),
    ("x = model.w", ["width"]),
    ("model.text.", ["depth", "width", "count", "labels", "with", "to_dictionary"]),
    ("model.text.w", ["width", "with"]),
    ("model.width.", []),
    ("absent.", []),
    ("red.st", ["starts_with"]),
    ("red.first.is_", ["is_empty"]),
    ("0..", nil),
    ("_", ["_1"]),
    ("whi", ["while"]),
    ("model.encode(wor", ["words: "]),
    ("model.encode([f(1), 2], bat", ["batch: "]),
    ("model.encode(words: [1], wor", []),
    ("model.encode(words: bat", []),
    ("model.encode(1)\nwor", []),
    ("encoder(\"/dev/nul", ["null"]),
    (":load /dev/nul", ["null"]),
    ("print(\"a \\\" b\", mod", ["model"]),
  ] as [(String, [String]?)])
  func proposals(_ before: String, _ expected: [String]?) {
    let found = CompletionContext(before).completions(in: interpreter)
    guard let expected else { return #expect(!found.candidates.isEmpty) }
    #expect(found.candidates.map(\.text) == expected)
  }

  @Test func proposalsAreExplained() {
    func detail(_ before: String) -> String? {
      CompletionContext(before).completions(in: interpreter).candidates.first?.detail
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
