import Foundation
import UptBuiltins
import UptNotebook
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

  /// What the running cell has used of the world outside.
  private var uses: [Use] = []

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
    surroundings.remark = { [unowned self] in events(.remark($0)) }
    var host = Library.host(surroundings) { [unowned self] in events(.printed($0)) }
    host.warn = { [unowned self] in events(.warned($0)) }
    host.load = configuration.load
    host.uses = { [unowned self] in uses.append($0) }
    interpreter.host = host
  }

  /// What a value looks like.
  public func exhibit(of value: Value) -> Exhibit {
    Library.exhibit(of: value) ?? .text(interpreter.display(value))
  }

  /// Runs a program cell by cell. `label` names a cell for the ledger.
  /// - Throws: `ScriptFailure`; what ran before it stays.
  public func run(
    _ program: Program, parameters: [(name: String, text: String)] = [],
    observer: Interpreter.Observer? = nil, label: @escaping (Cell) -> String = { $0.name }
  ) throws {
    var effects: [Effects] = []
    var position = 0
    try interpreter.run(
      program, parameters: parameters, observer: observer,
      conduct: { cell, run in
        if effects.isEmpty { effects = interpreter.effects(of: program) }
        defer { position += 1 }
        let own = effects.indices.contains(position) ? effects[position] : Effects()
        try conduct(cell, label(cell), own, parameters, run)
      },
      output: { [unowned self] in events(.value($1)) })
  }

  /// Runs one cell and enters it into the ledger.
  private func conduct(
    _ cell: Cell, _ label: String, _ effects: Effects,
    _ parameters: [(name: String, text: String)], _ run: () throws -> Void
  ) throws {
    events(.began(cell))
    uses = []
    var entry = LedgerEntry(
      label: label, source: cell.body.text, effects: effects, seed: surroundings.seed)
    entry.parameters = cell.kind == .parameters ? parameters.map { .init($0.name, $0.text) } : []
    let start = DispatchTime.now().uptimeNanoseconds
    func finish() {
      entry.seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
      entry.ended = Date()
      entry.uses = uses.map(LedgerEntry.Source.init)
      ledger.add(&entry)
      events(.ended(cell, entry))
    }
    do { try run() } catch {
      entry.failure = error as? ScriptFailure
        ?? ScriptFailure([RuntimeError(.host, "\(error)").diagnostic])
      finish()
      throw error
    }
    finish()
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
