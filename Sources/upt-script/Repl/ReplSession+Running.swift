import UptRuntime
import UptSession
import UptSyntax

extension ReplSession {
  /// Runs an input, or a script as part of the conversation. With a number, its last output gets
  /// the names `_` and `_number`.
  ///
  /// What fails leaves the session as it was before the cell that failed. What is stopped keeps
  /// what it had done, and says so.
  @discardableResult
  func run(
    _ source: SourceFile, number: Int? = nil, observer: Interpreter.Observer? = nil,
    label: @escaping (Cell) -> String
  ) -> ScriptSession.Outcome {
    var start = session.session.checkpoint()
    var shown: (count: Int, last: Value?) = (0, nil)
    var output: (value: Value, entry: Int)?
    var ended: LedgerEntry?
    session.events = { [unowned self] event in
      switch event {
      case .began:
        if ended != nil { start = session.session.checkpoint() }
        shown = (0, nil)
      case .value(let value):
        shown = (shown.count + 1, value)
        show(value, number)
      case .ended(let cell, let entry):
        ended = entry
        if let value = shown.last, entry.failure?.isInterruption ?? true {
          output = (value, entry.number)
        }
        transcript.add(cell, entry, number: number, values: shown.count)
      default: break
      }
    }
    let outcome = session.run(source, label: label, observer: observer)
    session.events = { _ in }
    if outcome == .failed { session.session.restore(start) }
    if let number, let output { keep(output.value, number, source.text, by: output.entry) }
    if outcome == .interrupted, let ended {
      transcript.cutLast()
      interpreter.forgetUnset()
      tellKept(since: start, ended)
    }
    return outcome
  }

  /// Runs an input whose cells are called what its source is.
  @discardableResult
  func run(
    _ source: SourceFile, number: Int? = nil, observer: Interpreter.Observer? = nil
  ) -> ScriptSession.Outcome {
    run(source, number: number, observer: observer) { _ in source.name }
  }

  /// Shows an output under its name.
  private func show(_ value: Value, _ number: Int?) {
    let text = interpreter.display(value)
    guard let number else { return screen.writeLines(text) }
    screen.writeLines("_\(number) =" + (text.contains("\n") ? "\n" : " ") + text)
  }

  // MARK: Outputs

  private func keep(_ value: Value, _ number: Int, _ code: String, by entry: Int) {
    transcript.lastOutput = number
    for name in ["_", "_\(number)"] { session.session.define(name, as: value, by: entry) }
    outputs.add(value, number: number, code: code)
    trimOutputs()
  }

  /// Puts summaries in the place of outputs that are over the budget.
  func trimOutputs() {
    let dropped = outputs.trim(
      beside: interpreter.userNames.compactMap { interpreter.value(of: $0) })
    for output in dropped { interpreter.define("_\(output.number)", as: output.value) }
  }

  // MARK: Interruptions

  /// Says what an input that was stopped has changed.
  private func tellKept(since start: UptSession.Session.Checkpoint, _ entry: LedgerEntry) {
    let names = session.session.changes(among: entry.effects.writes, since: start)
    let kept = names.prefix(8).compactMap { name in
      interpreter.value(of: name).map { "\(name) = \($0.shortened(to: 50))" }
    } + (names.count > 8 ? ["and \(names.count - 8) more"] : [])
    let told = kept.isEmpty ? "no name has changed" : "kept: " + kept.joined(separator: ", ")
    screen.remark("stopped; " + told)
  }
}
