import UptNotebook
import UptReport
import UptRuntime
import UptSyntax

/// Collects what happens while a program runs into a report. Hand it every event, and the error that
/// ended the run.
public final class ReportBuilder {
  /// The report so far.
  public private(set) var report: Report
  private let cells: [Cell]
  private let exhibit: (Value) -> Exhibit
  private var current = 0
  private let renderer = DiagnosticRenderer()

  /// A report of a program that is about to run in a session.
  public init(_ program: Program, in session: Session) {
    cells = program.cells
    exhibit = { [unowned session] in session.exhibit(of: $0) }
    report = Report(program)
  }

  /// Takes up what has happened.
  public func note(_ event: Event) {
    switch event {
    case .began(let cell): current = position(of: cell.span)
    case .printed(let text): change { $0.outputs.print(text) }
    case .value(let value): add(.value(exhibit(value)))
    case .remark(let text): add(.remark(text))
    case .warned(let diagnostics): note(diagnostics) { .remark($0) }
    case .restored(_, let outputs, let age):
      change { cell in
        cell.outputs = outputs
        cell.state = .cached(age: age)
      }
    case .ended(_, let entry):
      change { cell in
        cell.seconds = entry.seconds
        if case .cached = cell.state { return }
        cell.state = entry.failure == nil ? .ran : .failed
      }
    }
  }

  /// Takes up the error that kept the program from running or ended it.
  public func note(_ failure: ScriptFailure) {
    note(failure.diagnostics) { .error($0) }
    for diagnostic in failure.diagnostics {
      if let span = diagnostic.span { current = position(of: span) }
      change { $0.state = .failed }
    }
  }

  /// Each diagnostic belongs to the cell it points into.
  private func note(_ diagnostics: [Diagnostic], _ output: (String) -> CellOutput) {
    for diagnostic in diagnostics {
      if let span = diagnostic.span { current = position(of: span) }
      add(output(renderer.render(diagnostic)))
    }
  }

  private func add(_ output: CellOutput) { change { $0.outputs.append(output) } }

  private func change(_ body: (inout ReportCell) -> Void) {
    guard report.cells.indices.contains(current) else { return }
    body(&report.cells[current])
  }

  /// The cell that a place lies in; a place in another script belongs to the running cell.
  private func position(of span: Span) -> Int {
    guard span.file === cells.first?.span.file else { return current }
    return cells.lastIndex { $0.span.lower <= span.lower } ?? current
  }
}

extension [CellOutput] {
  /// Adds what a script prints, which may go on with a line.
  mutating func print(_ text: String) {
    guard case .printed(let earlier)? = last else { return append(.printed(text)) }
    self[count - 1] = .printed(earlier + text)
  }
}
