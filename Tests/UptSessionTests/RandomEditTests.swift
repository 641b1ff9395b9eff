import Foundation
import Testing

@testable import UptSession

/// Random scripts of cells that depend on each other in every way the language has, edited at
/// random: a run of what has changed gives what a run from the beginning does.
@Suite struct RandomEditTests {
  private static let cells = [
    "let a = K", "let b = a + K", "var v = K", "v += K", "v = v * 2 + a", "let l = [K, a]",
    "var list = [K]", "list.append(v)", "list[0] += K", "print(\"\\(v) \\(list)\")",
    "func f(x) { return x + a + K }", "f(v)", "func bump(x) { v += x\n return v }", "bump(K)",
    "let h = { x in f(x) * K }", "h(b)", "func make() { var n = K\n return { n += 1\n return n } }",
    "let count = make()", "count()", "let saved = [count(), K]", "saved",
    "let t = normal([2]) * K\nt", "t.sum()", "let u = noise()\nu",
    "func noise() { return uniform([K]) }",
    "write_text(args[0], \"\\(v) \\(K)\")", "read_text(args[0])", "for i in 1...3 { v += i }",
    "if v > 3 { list = [v] }", "let r = (n: v, l: list)\nr", "let m = [\"k\": count]", "m[\"k\"]()",
    "let t2 = table(x: list)\nt2", "append_text(args[0], \"K\")", "exists(args[0])",
    "try { assert(v > 4)\n v -= 1 } catch { print(\"low\") }", "bump(count())",
  ]

  /// What gives every name a value that the others use.
  private static let prelude = [
    "let a = K", "var v = K", "var list = [1]", "func f(x) { return x + a }",
    "func make() { var n = K\n return { n += 1\n return n } }", "let count = make()",
    "func noise() { return uniform([1]) }", "func bump(x) { v += x\n return v }",
    "let h = { x in f(x) }", "let b = 2", "let saved = 1", "let t = normal([2])",
    "let m = [\"k\": count]", "let l = []", "let r = 0", "let u = 0", "let t2 = 0",
    "write_text(args[0], \"0\")",
  ]

  @Test(arguments: 0..<6)
  func `a run of what has changed gives what a whole run does`(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    var generator = Splitmix(state: seed)
    func filled(_ cell: String?) -> String {
      (cell ?? "").replacing("K", with: "\(Int.random(in: 1...4, using: &generator))")
    }
    var prelude = Self.prelude.map(filled)
    var rest = (0..<8).map { _ in filled(Self.cells.randomElement(using: &generator)) }
    for step in 0..<8 {
      let cells = (prelude + rest).enumerated()
      let text = cells.map { "# %% \($0.offset)\n\($0.element)\n" }.joined()
      let changed = Transcript(
        text, cache: folder.path + "/cache", arguments: [folder.path + "/changed.txt"])
      let whole = Transcript(text, arguments: [folder.path + "/whole.txt"])
      #expect(step == 0 || !changed.restored.isEmpty)
      #expect(changed.output == whole.output, "seed \(seed), step \(step)\n\(text)")
      let at = Int.random(in: 0..<rest.count, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: rest.insert(filled(Self.cells.randomElement(using: &generator)), at: at)
      case 1 where rest.count > 4: rest.remove(at: at)
      case 2: rest.swapAt(at, Int.random(in: 0..<rest.count, using: &generator))
      case 3, 4: rest[at] = filled(Self.cells.randomElement(using: &generator))
      default:
        let place = Int.random(in: 0..<prelude.count, using: &generator)
        prelude[place] = filled(Self.prelude[place])
      }
    }
  }
}

/// Random numbers that follow from a seed.
struct Splitmix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var x = state
    x = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ (x >> 27)) &* 0x94D0_49BB_1331_11EB
    return x ^ (x >> 31)
  }
}
