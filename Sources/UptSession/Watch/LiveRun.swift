import Foundation
import UptReport
import UptRuntime
import UptSyntax

/// A script that is run again and again while it is being written: from the first cell that has
/// changed downward, with the values that the cells before it gave.
public final class LiveRun {
  private unowned let session: Session
  private let parameters: [(name: String, text: String)]
  private let beginning: State
  /// The cells that have run to their end, in order.
  private var turns: [Turn] = []
  /// The whole script that ran last.
  private var cellCount = 0

  /// What a session is like between two cells.
  fileprivate struct State {
    let checkpoint: Session.Checkpoint
    /// The names whose values keep a state of their own, which no checkpoint takes back.
    let stateful: Set<String>
  }

  private struct Turn {
    /// What the cell says, and the scripts that it imports.
    let words: [String]
    let state: State
    let outputs: [CellOutput]
    let entry: LedgerEntry
  }

  /// A script that has not run yet, in a session that is its own.
  public init(_ session: Session, parameters: [(name: String, text: String)] = []) {
    self.session = session
    self.parameters = parameters
    beginning = session.liveState
  }

  /// The paths of the scripts that the cells import, which have to be watched as well.
  public private(set) var imports: [String] = []

  /// Runs what has changed since the last run. `begin` hears of the first cell that runs; nil if no
  /// cell has to.
  /// - Throws: `ScriptFailure` for an error of the script; one that is found before it runs leaves
  ///   all values as they are.
  public func run(_ program: Program, begin: (Cell?) -> Void) throws {
    let errors = program.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { throw ScriptFailure(errors) }
    let effects = session.interpreter.effects(of: program)
    imports = effects.flatMap { $0.imports.map(\.name) }
    let words = zip(program.cells, effects).map(Self.words)
    let first = start(words)
    if first == words.count, turns.count == words.count, cellCount == words.count {
      return begin(nil)
    }
    try session.enter(first == 0 ? beginning : turns[first - 1].state) {
      let found = session.interpreter.check(program, parameters: parameters)
      let errors = found.filter { $0.severity == .error }
      guard errors.isEmpty else { throw ScriptFailure(errors) }
    }
    turns.removeSubrange(first...)
    cellCount = words.count
    begin(program.cells.indices.contains(first) ? program.cells[first] : nil)
    try run(program, words, from: first)
  }

  /// Tells `listener` what came of the cells that need not run; to be called when a run begins.
  public func recall(_ program: Program, _ listener: (Event) -> Void) {
    for (cell, turn) in zip(program.cells, turns) {
      listener(.began(cell))
      let age = max(0, Date().timeIntervalSince(turn.entry.ended))
      listener(.restored(cell, outputs: turn.outputs, age: age))
      listener(.ended(cell, turn.entry))
    }
  }

  // MARK: Runs

  private func run(_ program: Program, _ words: [[String]], from first: Int) throws {
    let heard = session.events
    defer { session.events = heard }
    var outputs: [CellOutput] = []
    session.events = { [unowned self] event in
      heard(event)
      switch event {
      case .began: outputs = []
      case .printed(let text): outputs.print(text)
      case .value(let value): outputs.append(.value(session.exhibit(of: value)))
      case .remark(let text): outputs.append(.remark(text))
      case .ended(_, let entry) where entry.failure == nil:
        // What was stopped early has only a part of its results.
        guard !session.interpreter.interrupt.isInterrupted else { break }
        turns.append(
          Turn(
            words: words[turns.count], state: session.liveState, outputs: outputs, entry: entry))
      default: break
      }
    }
    try session.run(program, parameters: parameters, from: first)
  }

  /// The first cell that has to run.
  private func start(_ words: [[String]]) -> Int {
    var first = zip(turns, words).prefix { $0.words == $1 }.count
    while first > 0 {
      // A counter that later cells have used stands where they left it: its own cell runs again.
      let stateful = turns[first - 1].state.stateful
      let later = turns[first...].map(\.entry.effects.reads)
      guard later.contains(where: { !$0.isDisjoint(with: stateful) }) else { break }
      first = turns.firstIndex { !$0.state.stateful.isDisjoint(with: stateful) } ?? 0
    }
    return first
  }

  private static func words(_ cell: Cell, _ effects: Effects) -> [String] {
    [cell.kind.rawValue] + CodeWords.of(cell.body.text) + effects.imports.map(\.text)
  }
}

extension Session {
  /// What it is like now.
  fileprivate var liveState: LiveRun.State {
    let stateful = interpreter.userNames.filter { interpreter.value(of: $0)?.keepsState ?? false }
    return LiveRun.State(checkpoint: checkpoint(), stateful: Set(stateful))
  }

  /// Takes it to a state, unless `check` throws there: then it stays as it is.
  fileprivate func enter(_ state: LiveRun.State, check: () throws -> Void) throws {
    let before = interpreter.snapshot()
    interpreter.restore(state.checkpoint.names)
    do { try check() } catch {
      interpreter.restore(before)
      throw error
    }
    restore(state.checkpoint)
  }
}
