import Foundation
import UptBuiltins
import UptNotebook
import UptReport
import UptRuntime
import UptSyntax

/// Runs scripts and the inputs of a conversation cell by cell, and keeps account of them.
///
/// It knows no terminal: whoever holds it hears of all that happens through `events`. One thread at
/// a time uses it; only `interpreter.interrupt` may be touched from others.
public final class Session {
  /// The values and functions by name.
  public let interpreter: Interpreter
  /// What the built-ins know of the world around.
  public let surroundings: Surroundings
  /// Hears of what happens.
  public var events: (Event) -> Void = { _ in }
  /// What ran so far, and what each of it rests on.
  public internal(set) var ledger = Ledger()

  /// Where finished points of sweeps are kept; nil for sweeps that run whole.
  public var sweeps: SweepStore? { didSet { surroundings.points = sweeps } }
  /// What waits for points that other processes are to run.
  private var pending = Pending()

  /// What the running cell has used of the world outside.
  private var uses: [Use] = []
  /// What came out of the running cell.
  private var outputs: [CellOutput] = []

  /// What a session is made with.
  public struct Configuration {
    /// How values are drawn as text.
    public var style = RenderStyle.plain
    /// The seed of whatever the script gives none.
    public var seed = 1
    /// Whether scripts are kept away from files.
    public var isSafe = false
    /// The bounds that the interpreter keeps.
    public var limits = Limits()
    /// What scripts find in `args`.
    public var arguments: [String] = []
    /// Shows how far long work has come.
    public var progress: (UptNotebook.Progress?) -> Void = { _ in }
    /// Reads the script that an `import` means.
    public var load: (String, SourceFile) throws -> (path: String, source: SourceFile)

    /// A configuration; without `load`, nothing can be imported.
    public init(
      load: @escaping (String, SourceFile) throws -> (path: String, source: SourceFile) = {
        _, _ in throw RuntimeError(.file, "scripts cannot be imported here")
      }
    ) {
      self.load = load
    }
  }

  /// A session in which nothing has run.
  public init(_ configuration: Configuration = Configuration()) {
    let surroundings = Surroundings(
      style: configuration.style, seed: configuration.seed, progress: configuration.progress)
    surroundings.isSafe = configuration.isSafe
    self.surroundings = surroundings
    interpreter = Interpreter(
      host: Host(), topics: Library.topics(surroundings), types: Library.types,
      limits: configuration.limits)
    interpreter.define("args", as: .list(configuration.arguments.map { .text($0) }))
    ledger.given["args"] = "\(configuration.arguments)"
    surroundings.remark = { [unowned self] text in
      outputs.append(.remark(text))
      events(.remark(text))
    }
    var host = Library.host(surroundings) { [unowned self] text in
      outputs.print(text)
      events(.printed(text))
    }
    host.warn = { [unowned self] in events(.warned($0)) }
    host.load = configuration.load
    host.uses = { [unowned self] in uses.append($0) }
    interpreter.host = host
  }

  /// What a value looks like.
  public func exhibit(of value: Value) -> Exhibit {
    Library.exhibit(of: value) ?? .text(interpreter.display(value))
  }

  /// Runs a program cell by cell, but for those that a cache has and those before the first one,
  /// whose values have to be there. `label` names a cell for the ledger.
  /// - Throws: `ScriptFailure`; what ran before it stays.
  public func run(
    _ program: Program, parameters: [(name: String, text: String)] = [],
    from first: Int = 0, cache: CellCache? = nil, observer: Interpreter.Observer? = nil,
    label: @escaping (Cell) -> String = { $0.name }
  ) throws {
    var effects: [Effects] = []
    var position = 0
    // Where a script is kept away from files, what others read of them is as well.
    let kept = surroundings.isSafe ? nil : cache.map { KeptRun($0, self) }
    pending = Pending()
    try interpreter.run(
      program, parameters: parameters, observer: observer,
      conduct: { cell, run in
        if effects.isEmpty { effects = interpreter.effects(of: program) }
        defer { position += 1 }
        if position < first { return }
        let own = effects.indices.contains(position) ? effects[position] : Effects()
        sweeps?.enter(label(cell), at: position)
        try conduct(cell, entry(cell, label(cell), own, parameters), kept, run)
      },
      output: { [unowned self] cell, value in
        if kept?.keeps(cell) == true { outputs.append(.value(exhibit(of: value))) }
        events(.value(value))
      })
    if let sweeps { for remark in pending.remarks(sweeps) { events(.remark(remark)) } }
  }

  /// Does something of which nobody hears.
  func silently(_ body: () throws -> Void) rethrows {
    let heard = events
    events = { _ in }
    defer { events = heard }
    try body()
  }

  /// The entry of a cell that is about to run.
  func entry(
    _ cell: Cell, _ label: String, _ effects: Effects,
    _ parameters: [(name: String, text: String)]
  ) -> LedgerEntry {
    var entry = LedgerEntry(
      label: label, source: cell.body.text, effects: ledger.closed(effects),
      seed: surroundings.seed)
    entry.parameters = cell.kind == .parameters ? parameters.map { .init($0.name, $0.text) } : []
    entry.isOnce = cell.marks.contains(.once)
    return entry
  }

  /// Runs one cell, or brings it back, and enters it into the ledger.
  private func conduct(
    _ cell: Cell, _ entry: LedgerEntry, _ kept: KeptRun?, _ run: (Cell) throws -> Void
  ) throws {
    if pending.leavesOut(entry) { return }
    events(.began(cell))
    if let kept, let record = kept.record(cell, entry), kept.restore(cell, record) {
      return enter(cell, record, entry)
    }
    try kept?.prepare(entry.effects.reads, run)
    var entry = entry
    uses = []
    outputs = []
    surroundings.skipsTold = []
    let passes = surroundings.draws
    let start = DispatchTime.now().uptimeNanoseconds
    func finish() {
      entry.seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
      entry.ended = Date()
      entry.uses = uses.map(LedgerEntry.Source.init)
      // Whoever uses what keeps a state of its own may change it, and that of others with it.
      if entry.effects.reads.contains(where: keepsState) {
        entry.effects.writes.formUnion(interpreter.userNames.filter(keepsState))
      }
      ledger.add(&entry)
    }
    do { try run(cell) } catch {
      let unfinished = surroundings.unfinished
      surroundings.unfinished = []
      if (error as? ScriptFailure)?.isInterruption == true, !unfinished.isEmpty,
        !interpreter.interrupt.isInterrupted {
        return pending.note(entry, unfinished)
      }
      entry.failure = error as? ScriptFailure
        ?? ScriptFailure([RuntimeError(.host, "\(error)").diagnostic])
      finish()
      events(.ended(cell, entry))
      throw error
    }
    finish()
    let draws = RandomDraw.between(passes, surroundings.draws)
    kept?.finish(cell, entry, outputs: outputs, draws: draws)
    events(.ended(cell, entry))
  }

  private func keepsState(_ name: String) -> Bool {
    interpreter.value(of: name)?.keepsState ?? false
  }

  /// Enters a cell that was brought back.
  private func enter(_ cell: Cell, _ record: CellRecord, _ entry: LedgerEntry) {
    var entry = entry
    recall(record, &entry)
    ledger.add(&entry)
    let age = max(0, Date().timeIntervalSince(record.ended))
    events(.restored(cell, outputs: record.outputs, age: age))
    events(.ended(cell, entry))
  }

  /// Makes the entry of a cell that did not run that of its last run, and counts the random numbers
  /// that it would have drawn.
  func recall(_ record: CellRecord, _ entry: inout LedgerEntry) {
    entry.effects.writes = record.writes
    entry.seconds = record.seconds
    entry.ended = record.ended
    entry.uses = record.uses.map(LedgerEntry.Source.init)
    for draw in record.draws {
      surroundings.draws[draw.place, default: 0] += draw.made
    }
  }
}

extension Cell {
  /// What people call the cell: its title, or else its first line.
  public var name: String {
    guard title.isEmpty else { return title }
    let line = body.text.split(separator: "\n").first.map(String.init) ?? ""
    return line.count > 40 ? line.prefix(39) + "…" : line
  }
}
