import Testing
import UptRuntime
import UptSyntax

@testable import UptSession

/// Which changes of a script reach which cells.
@Suite struct LedgerTests {
  /// The results' hashes of the cells of a script, by their titles.
  private func results(_ text: String, seed: Int = 1) throws -> [String: String] {
    var configuration = Session.Configuration()
    configuration.seed = seed
    let session = Session(configuration)
    try session.run(Parser.parse(text: text, name: "script"))
    let entries = session.ledger.entries
    return Dictionary(uniqueKeysWithValues: entries.map { ($0.label, $0.result) })
  }

  private static let script = """
    # %% numbers
    let a = 2
    let b = 3
    # %% function
    func f(x) { return x + a }
    # %% sum
    let c = f(1)
    # %% change
    var list = [b]
    list.append(c)
    # %% apart
    let d = "text"
    """

  @Test(arguments: [
    ("let a = 2", "let a = 5", ["numbers", "function", "sum", "change"]),
    ("x + a", "x + a + 1", ["function", "sum", "change"]),
    ("[b]", "[b, b]", ["change"]),
    ("\"text\"", "\"other\"", ["apart"]),
    ("let d", "# a remark\nlet d", []),
    ("let b = 3", "let   b = 3  # three", []),
  ])
  func `a change reaches what rests on it`(
    old: String, new: String, reached: [String]
  ) throws {
    let before = try results(Self.script)
    let after = try results(Self.script.replacing(old, with: new))
    #expect(Set(before.keys.filter { before[$0] != after[$0] }) == Set(reached))
  }

  @Test func `another seed reaches everything`() throws {
    let (one, two) = (try results(Self.script), try results(Self.script, seed: 2))
    #expect(one.keys.allSatisfy { one[$0] != two[$0] })
  }

  @Test func `an entry knows where its names come from`() throws {
    let session = Session()
    try session.run(Parser.parse(text: Self.script, name: "script"))
    let entries = session.ledger.entries
    let change = try #require(entries.first { $0.label == "change" })
    #expect(change.inputs.mapValues { entries[$0].label } == ["b": "numbers", "c": "sum"])
    let sum = try #require(entries.first { $0.label == "sum" })
    #expect(sum.inputs.mapValues { entries[$0].label } == ["f": "function", "a": "numbers"])
    #expect(session.ledger.writer(of: "list")?.label == "change")
  }
}
