import Foundation
import Testing

@testable import UptSession

/// Which cells run when something has changed, and that this cannot be seen in what comes out.
@Suite struct CellCacheTests {
  private let folder: TemporaryFolder
  private var cache: String { folder.path + "/cache" }

  init() throws { folder = try TemporaryFolder() }

  private static let script = """
    # %% [parameters]
    let n = 2
    # %% numbers
    let a = n + 1
    # %% function
    func plus(x) { return x + a }
    # %% sum
    let b = plus(1)
    b
    # %% apart
    print("apart")
    """

  private func restored(
    _ text: String, seed: Int = 1, parameters: [(name: String, text: String)] = []
  ) -> [String] {
    _ = Transcript(Self.script, cache: cache)
    return Transcript(text, cache: cache, seed: seed, parameters: parameters).restored
  }

  @Test func `nothing runs that nothing has changed for`() {
    #expect(
      restored(Self.script + "\n# a remark\n")
        == ["let n = 2", "numbers", "function", "sum", "apart"])
  }

  @Test func `a change reaches what rests on it`() {
    #expect(
      restored(Self.script.replacing("x + a", with: "x - a"))
        == ["let n = 2", "numbers", "apart"])
    #expect(
      restored(Self.script.replacing("n + 1", with: "n + 2")) == ["let n = 2", "apart"])
    #expect(restored(Self.script, seed: 2) == [])
    #expect(restored(Self.script, parameters: [("n", "3")]) == ["apart"])
  }

  @Test func `a function is made again for the cell that calls it`() {
    let changed = Self.script.replacing("let b = plus(1)", with: "let b = plus(2)")
    _ = Transcript(Self.script, cache: cache)
    let run = Transcript(changed, cache: cache)
    #expect(run.restored == ["let n = 2", "numbers", "function", "apart"])
    #expect(run.output == "5\napart\n")
  }

  @Test func `arguments count where they are read`() {
    let script = "# %% a\nargs\n# %% b\n1"
    _ = Transcript(script, cache: cache, arguments: ["x"])
    #expect(Transcript(script, cache: cache, arguments: ["y"]).restored == ["b"])
    #expect(Transcript(script, cache: cache, arguments: ["x"]).restored == ["a", "b"])
  }

  @Test func `a file that changes and one that is missing make their cells run`() throws {
    let (input, output) = (folder.path + "/in.txt", folder.path + "/out.txt")
    try "1".write(toFile: input, atomically: true, encoding: .utf8)
    let script = """
      # %% read
      let text = read_text("\(input)")
      # %% write
      write_text("\(output)", text + "!")
      # %% apart
      1
      """
    _ = Transcript(script, cache: cache)
    #expect(Transcript(script, cache: cache).restored == ["read", "write", "apart"])
    try FileManager.default.removeItem(atPath: output)
    #expect(Transcript(script, cache: cache).restored == ["read", "apart"])
    try "22".write(toFile: input, atomically: true, encoding: .utf8)
    #expect(Transcript(script, cache: cache).restored == ["apart"])
    #expect(try String(contentsOfFile: output, encoding: .utf8) == "22!")
  }

  @Test func `a file that a cell reads and changes makes it run always`() {
    let script = "# %% log\nappend_text(\"\(folder.path)/log\", \"x\")"
    _ = Transcript(script, cache: cache)
    #expect(Transcript(script, cache: cache).restored == [])
  }

  @Test func `random numbers are those of a run from the beginning`() {
    let one = "# %% a\nlet x = normal([2])\nx\n# %% b\nlet y = normal([3])\ny"
    let two = "# %% new\nlet x = normal([2])\nx\n" + one
    _ = Transcript(one, cache: cache)
    let run = Transcript(two, cache: cache)
    #expect(run.output == Transcript(two).output)
    #expect(run.restored == ["new", "b"])
  }

  @Test func `an error and what it ended are not kept`() {
    let script = "# %% a\nprint(1)\n# %% b\nprint(2)\nassert(args.count > 0)"
    let first = Transcript(script, cache: cache)
    let second = Transcript(script, cache: cache)
    #expect(second.restored == ["a"])
    #expect(second.output == first.output)
  }

  // MARK: Marks

  @Test func `only marked cells are kept unless all are asked for`() {
    let script = "# %% a\nlet a = 1\n# %% [cache] b\nlet b = a\n# %% c [once]\nlet c = a\n# %% d\nc"
    _ = Transcript(script, cache: cache, extent: .marked)
    #expect(Transcript(script, cache: cache, extent: .marked).restored == ["b", "c"])
    let changed = script.replacing("let a = 1", with: "let a = 2")
    let run = Transcript(changed, cache: cache, extent: .marked)
    #expect(run.restored == ["c"])
    #expect(run.output == "1\n")
    CellStore(folder: cache).clear("/script.upt")
    #expect(Transcript(changed, cache: cache, extent: .marked).output == "2\n")
  }

  @Test func `a marked cell that cannot be kept says why`() {
    let script = "# %% [cache] tools\nlet f = { x in x }\nlet n = 1"
    for _ in 1...2 {
      let run = Transcript(script, cache: cache, extent: .marked)
      #expect(run.restored == [])
      #expect(
        run.remarks == [
          "the cell 'tools' cannot be kept: `f` is a function; define it in a cell of its own"
        ])
    }
  }

  // MARK: Files of the cache

  @Test func `damaged files are as good as none`() throws {
    let script = "# %% a\nlet x = [zeros([2, 2]), 1.5]\nx\n# %% b\nx[0] + 1"
    let output = Transcript(script).output
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<30 {
      _ = Transcript(script, cache: cache)
      for name in FileManager.default.enumerator(atPath: cache)?.allObjects as? [String] ?? [] {
        guard name.hasSuffix(".safetensors") else { continue }
        let place = URL(fileURLWithPath: cache + "/" + name)
        var data = try Data(contentsOf: place)
        // The numbers behind the header have no marks that could tell.
        let head = 8 + data.prefix(8).enumerated().reduce(0) { $0 + Int($1.1) << (8 * $1.0) }
        let at = Int.random(in: 0..<head, using: &generator)
        if Bool.random(using: &generator) { data = data.prefix(at) } else { data[at] ^= 0x15 }
        try data.write(to: place)
      }
      #expect(Transcript(script, cache: cache).output == output)
    }
  }

  @Test func `what was not used for longest makes room`() {
    let script = "# %% a\nlet x = ones([1000])\n# %% b\nlet y = zeros([1000])\n# %% c\n1"
    _ = Transcript(script, cache: cache, limit: 6000)
    let kept = CellStore(folder: cache).records(of: "/script.upt").map(\.record.label)
    #expect(kept.sorted() == ["b", "c"])
  }
}
