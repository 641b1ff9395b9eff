import Testing
import UptNotebook
import UptReport
import UptRuntime
import UptSyntax

@testable import UptSession

/// What a report holds of a run.
@Suite struct ReportBuilderTests {
  private func report(_ text: String) -> Report {
    let session = Session()
    let program = Parser.parse(text: text, name: "folder/study.upt")
    let builder = ReportBuilder(program, in: session)
    session.events = { builder.note($0) }
    do { try session.run(program) } catch {
      if let failure = error as? ScriptFailure { builder.note(failure) }
    }
    return builder.report
  }

  @Test func `outputs stand with their cells`() throws {
    let report = report(
      """
      # %% [markdown]
      # text
      # # A study
      # %% one
      print("a", "b")
      print("c")
      1 + 1
      # %% two
      table([(x: 1)])
      """)
    #expect(report.title == "A study")
    #expect(report.cells.map(\.state) == [.ran, .ran, .ran])
    #expect(report.cells[1].outputs == [.printed("a b\nc\n"), .value(.text("2"))])
    let table = try Table(columns: ["x"], rows: [[.int(1)]])
    #expect(report.cells[2].outputs == [.value(.table(table))])
  }

  @Test func `an error ends its cell and what follows waits`() throws {
    let report = report("# %% a\n1\n# %% b\nprint(2)\n[3][args.count + 5]\n# %% c\n4\n")
    #expect(report.title == "study")
    #expect(report.cells.map(\.state) == [.ran, .failed, .waiting])
    let text = """
      error[E0501]: index 5 is outside of 1 element
       --> folder/study.upt:5:5
        |
      5 | [3][args.count + 5]
        |     ^^^^^^^^^^^^^^
        = hint: indices run from 0 to 0, or from -1 back to -1
      """
    #expect(report.cells[1].outputs == [.printed("2\n"), .error(text)])
  }

  @Test func `what the check finds stands with the cells it is about`() throws {
    let report = report("# %% a\nlet x = 1\n# %% b\nunknown\n")
    #expect(report.cells.map(\.state) == [.waiting, .failed])
    #expect(report.cells[1].outputs.count == 1)
  }
}
