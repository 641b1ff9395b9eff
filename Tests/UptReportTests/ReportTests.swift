import Testing
import UptSyntax

@testable import UptReport

/// A script's cells as a report takes them over.
@Suite struct ReportTests {
  @Test func `a cell keeps its text to the byte`() {
    let text = "# %% [markdown]\n# # Title\n\n# %% Sums\nlet a = 1\na + 1\n\n\n# %%\n"
    let cells = Parser.parse(text: text, name: "cells").cells.map { ReportCell($0) }
    #expect(cells.map(\.source).joined() == text)
    #expect(cells.map(\.title) == ["", "Sums", ""])
    #expect(cells.map(\.body) == ["# # Title", "let a = 1\na + 1", ""])
    #expect(cells.allSatisfy { $0.state == .waiting && $0.outputs.isEmpty })
  }
}
