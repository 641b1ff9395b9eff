import Testing
import UptRuntime
import UptSyntax

@testable import UptSession

/// What names and outputs keep in memory.
@Suite struct MemoryTests {
  private let session = Session()

  private func value(_ text: String) throws -> Value {
    var found = Value.nothing
    session.events = { if case .value(let value) = $0 { found = value } }
    try session.run(Parser.parse(text: text, name: "input"))
    return found
  }

  @Test func `what is shared counts once`() throws {
    let one = try value("ones([1000])")
    let account = MemoryAccount([
      ("a", one), ("b", .list([one, one])), ("c", try value("ones([500])")),
    ])
    #expect(account.rows.map(\.name) == ["b", "a", "c"])
    let rows = Dictionary(uniqueKeysWithValues: account.rows.map { ($0.name, $0) })
    let (a, b, c) = (try #require(rows["a"]), try #require(rows["b"]), try #require(rows["c"]))
    #expect(a.bytes > 4000 && a.bytes < 4400)
    #expect(b.bytes > a.bytes && b.bytes < a.bytes + 200)
    #expect(a.bytes - a.shared < 16 && c.shared == 0)
    #expect(account.total == b.bytes + a.bytes - a.shared + c.bytes)
  }

  /// Each of the engine's values counts at least what its data take, and not much more.
  @Test(arguments: [
    ("zeros([1000, 10])", 40_000, 41_000),
    ("dataset(\"demo/textures\").test.sample(4)", 300, 5_000),
    ("dataset(\"demo/textures\").test[0].image", 6_000, 60_000),
    ("encoder(\"demo\")", 8_000_000, 10_000_000),
    ("text_prompt(encoder(\"demo\"))", 8_000_000, 10_000_000),
    ("table([(a: i, b: 0.5) for i in 0..<1000])", 30_000, 300_000),
    ("\"\"", 0, 100),
  ])
  func bytes(_ code: String, _ least: Int, _ most: Int) throws {
    let bytes = try value(code).byteCount
    #expect(bytes >= least && bytes <= most, "\(code): \(bytes)")
  }

  @Test func `the newest outputs stay, and what names keep is free`() throws {
    var outputs = Outputs()
    outputs.budget = 10_000
    let named = try value("ones([3000])")
    let values = try (0..<4).map { _ in try value("ones([1000])") }
    outputs.add(named, number: 1, code: "named")
    for (index, value) in values.enumerated() {
      outputs.add(value, number: index + 2, code: "ones([1000])")
    }
    #expect(outputs.trim(beside: [named]).map(\.number) == [3, 2])
    #expect(outputs.trim(beside: [named]).isEmpty)
    outputs.budget = 1
    #expect(outputs.trim(beside: []).map(\.number) == [4, 1])
    #expect(
      outputs.all.map(\.value.describe).first
        == "tensor [3000], 12.2 kB, no longer kept; input 1 computes it again: named")
  }
}
