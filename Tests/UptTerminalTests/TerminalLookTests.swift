import Testing
import UptTerminal

/// When output is coloured.
@Suite struct TerminalLookTests {
  @Test(arguments: [
    (ColorChoice.auto, "xterm", "", true, true),
    (.auto, "xterm", "", false, false),
    (.auto, "xterm", "1", true, false),
    (.auto, "dumb", "", true, false),
    (.auto, "", "", true, false),
    (.always, "dumb", "1", false, true),
    (.never, "xterm", "", true, false),
  ])
  func colors(
    _ choice: ColorChoice, _ term: String, _ noColor: String, _ isTerminal: Bool, _ expected: Bool
  ) {
    let look = TerminalLook.current(
      color: choice, environment: ["TERM": term, "NO_COLOR": noColor], isTerminal: isTerminal)
    #expect((look.colors > 0) == expected)
  }
}
