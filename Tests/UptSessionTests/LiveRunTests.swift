import Testing
import UptRuntime
import UptSyntax

@testable import UptSession

/// What runs of a script when it is saved again, and that the result is that of a whole run.
@Suite struct LiveRunTests {
  /// A session that a script is run in again and again.
  private final class Desk {
    let session = Session()
    lazy var live = LiveRun(session)
    var output = ""

    /// The cell that a run begins with, and what comes out; an error's message in place of both.
    func save(_ text: String) -> [String?] {
      var first: String?
      output = ""
      session.events = { [unowned self] event in
        switch event {
        case .printed(let text): output += text
        case .value(let value): output += session.interpreter.display(value) + "\n"
        default: break
        }
      }
      do {
        try live.run(Parser.parse(text: text, name: "script")) { first = $0?.name }
      } catch {
        return [(error as? ScriptFailure)?.diagnostics.first?.message]
      }
      return [first, output]
    }
  }

  private static let script = """
    # %% a
    let a = 1
    a
    # %% b
    var b = a + 1
    b += 1
    b
    # %% c
    let c = normal([2])
    c
    """

  @Test func `a run begins with the first cell that has changed`() {
    let desk = Desk()
    let whole = desk.save(Self.script)
    #expect(whole.first == "a")
    let random = String((whole.last ?? "")?.dropFirst(4) ?? "")
    #expect(desk.save(Self.script + "\n# a remark\n\n") == [nil, ""])
    let changed = Self.script.replacing("a + 1", with: "a + 2")
    #expect(desk.save(changed) == ["b", "4\n" + random])
    #expect(desk.save(changed + "\n1") == ["c", random + "1\n"])
    #expect(desk.save(Self.script.replacing("let a = 1", with: "let a = 2")).first == "a")
  }

  @Test func `an error leaves the values`() {
    let desk = Desk()
    _ = desk.save(Self.script)
    #expect(desk.save(Self.script + "\nlet (") != [nil, ""])
    #expect(desk.save(Self.script + "\nunknown") == ["`unknown` is not defined"])
    #expect(desk.save(Self.script) == [nil, ""])
  }

  @Test func `what failed runs again`() {
    let desk = Desk()
    let failing = Self.script.replacing("b += 1", with: "assert(args.count > 0)")
    #expect(desk.save(failing).count == 1)
    #expect(desk.output == "1\n")
    #expect(desk.save(failing).count == 1)
    #expect(desk.output == "")
    #expect(desk.save(Self.script).first == "b")
  }

  @Test func `a cell that goes is forgotten`() {
    let desk = Desk()
    _ = desk.save(Self.script)
    #expect(desk.save("# %% a\nlet a = 1\na\n# %% d\nb") == ["`b` is not defined"])
    #expect(desk.save("# %% a\nlet a = 1\na\n# %% d\na") == ["d", "1\n"])
  }

  @Test func `a counter begins anew`() {
    let desk = Desk()
    let script = """
      # %% make
      func make() { var n = 0
        return { n += 1
          return n } }
      # %% counter
      let counter = make()
      # %% one
      counter()
      # %% two
      counter()
      """
    #expect(desk.save(script) == ["make", "1\n2\n"])
    #expect(desk.save(script + " + 10") == ["counter", "1\n12\n"])
  }
}
