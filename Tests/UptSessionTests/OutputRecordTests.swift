import Testing
import UptSyntax

@testable import UptSession

/// What is written down of a script's outputs, and what is said when they change.
@Suite struct OutputRecordTests {
  private func sections(_ text: String) throws -> [OutputRecord.Section] {
    let session = Session()
    let recorder = OutputRecorder(session)
    session.events = recorder.hear
    try session.run(Parser.parse(text: text, name: "script"))
    return recorder.sections
  }

  private static let script = """
    # %% quiet
    let x = arange(2000).reshape([2, 1000])
    # %% numbers
    print("accuracy 68.5% after 3 epochs")
    print()
    2.5
    # %% tensor
    x
    """

  @Test func `a record is a text that can be read again`() throws {
    var record = OutputRecord(sections: try sections(Self.script))
    record.head.settings = ["n=[1, 2]"]
    let text = """
      upt-script \(Release.number)
      --tolerance 0.005
      --set n=[1, 2]

      # %% numbers
        accuracy 68.5% after 3 epochs

        2.5

      # %% tensor
        tensor [2, 1000]
             0.0     1.0     2.0  …   997.0   998.0   999.0
          1000.0  1001.0  1002.0  …  1997.0  1998.0  1999.0
        all of [2, 1000]: mean 999.500, deviation 577.350, from 0.000 to 1999.000, \
      projection -1890.144

      """
    #expect(record.text == text)
    #expect(try OutputRecord(text: text, path: "record") == record)
  }

  @Test(arguments: ["", "print(1)\n", "upt-script 1\n--speed 3\n", "upt-script 1\nstray\n"])
  func `other texts are no records`(text: String) {
    #expect(throws: (any Error).self) { try OutputRecord(text: text, path: "record") }
  }

  @Test(arguments: [
    ("68.5%", "68.8%", []),
    (
      "68.5%", "71.5%",
      ["  - accuracy 68.5% after 3 epochs", "  + accuracy 71.5% after 3 epochs",
       "    68.5% became 71.5%: 3 points, more than 0.5"]
    ),
    (
      "3 epochs", "4 epochs",
      ["  - accuracy 68.5% after 3 epochs", "  + accuracy 68.5% after 4 epochs",
       "    3 became 4; whole numbers have to be equal"]
    ),
    ("\n2.5", "\n2.6", ["  - 2.5", "  + 2.6", "    2.5 became 2.6: 3.8% of it, more than 0.5%"]),
    ("print()\n", "", ["  - "]),
  ])
  func `a change is told by its lines and numbers`(
    old: String, new: String, lines: [String]
  ) throws {
    let record = OutputRecord(sections: try sections(Self.script))
    let shown = try sections(Self.script.replacing(old, with: new))
    let comparison = OutputComparison(record, shown)
    let head = "the cell 'numbers' gives something else:"
    #expect(
      comparison.differences
        == (lines.isEmpty ? [] : [([head] + lines).joined(separator: "\n")]))
    #expect((comparison.updated == record) == lines.isEmpty)
  }

  @Test func `an element that is not shown counts`() throws {
    let record = OutputRecord(sections: try sections(Self.script))
    let changed = Self.script.replacing("\n# %% numbers", with: "\nx[1, 500] = 0\n# %% numbers")
      .replacing("let x", with: "var x")
    #expect(OutputComparison(record, try sections(changed)).differences.count == 1)
  }

  @Test func `cells come and go`() throws {
    let record = OutputRecord(sections: try sections(Self.script))
    let shown = try sections(Self.script.replacing("%% numbers", with: "%% figures"))
    #expect(
      OutputComparison(record, shown).differences == [
        "the cell 'figures' gives something that is not recorded",
        "the cell 'numbers' gives nothing any more",
      ])
  }
}
