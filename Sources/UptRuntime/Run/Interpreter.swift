import UptSyntax

/// Runs programs of the language. It keeps the global variables from one program to the next,
/// as a REPL needs it. One thread at a time uses it; only its token may be touched from others.
///
/// Run it inside `runOnBigStack`, so that deep recursion in a script has room.
public final class Interpreter {
  /// Where output goes and how foreign values and errors are shown.
  public var host: Host
  /// Asks the evaluation to stop.
  public let interrupt: InterruptToken
  /// The bounds on what a script may use.
  public let limits: Limits

  /// The types of values: the language's own and the host's, for help and the reference.
  public var types: [ValueType] { CoreTypes.all + hostTypes() }
  private let hostTypes: () -> [ValueType]

  private let hostTopics: [Topic]

  /// Whether a program is being checked, so that nothing may have an effect.
  var isChecking = false

  let globals = Globals()
  let machine: Machine
  private(set) lazy var modules = Modules(self)

  /// An interpreter with the language's own built-ins and those of the host, of which help knows
  /// the ones that come in topics.
  public init(
    host: Host = Host(), topics: [Topic] = [], builtins: [Builtin] = [],
    types: @autoclosure @escaping () -> [ValueType] = [],
    interrupt: InterruptToken = InterruptToken(), limits: Limits = Limits()
  ) {
    hostTypes = types
    hostTopics = topics
    self.host = host
    self.interrupt = interrupt
    self.limits = limits
    machine = Machine(limits: limits, interrupt: interrupt)
    for builtin in CoreLibrary.builtins + topics.flatMap(\.builtins) + builtins {
      globals.define(builtin: builtin.name, as: .function(builtin))
    }
    for (name, value) in CoreLibrary.constants { globals.define(builtin: name, as: value) }
  }

  deinit {
    modules.release()
    globals.release()
  }

  /// Makes a value known to scripts under a name, for instance `args`.
  public func define(_ name: String, as value: Value) {
    globals.define(builtin: name, as: value)
  }

  /// Takes back what `define` made known.
  public func undefine(_ name: String) { globals.undefine(builtin: name) }

  /// The value of a global variable or built-in.
  public func value(of name: String) -> Value? { globals.find(name)?.current }

  /// The names of all global variables and built-ins, for completion.
  public var names: [String] { globals.names }

  /// Whether scripts have defined functions.
  var hasUserFunctions: Bool {
    globals.user.values.contains { if case .function? = $0.current { true } else { false } }
  }

  /// The names that scripts have defined, in alphabetical order.
  public var userNames: [String] { globals.userNames }

  /// The built-in functions in alphabetical order, for help and the reference.
  public var builtins: [Builtin] { globals.builtins }

  /// The built-in functions by topic, for help and the reference. The host replaces some of the
  /// language's functions; each name is told once.
  public var topics: [Topic] {
    let known = Dictionary(builtins.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    var told: Set<String> = []
    return (CoreLibrary.topics + hostTopics).map { topic in
      let names = topic.builtins.map(\.name).filter { told.insert($0).inserted }
      return Topic(topic.title, names.compactMap { known[$0] })
    }
  }

  /// Finds what is wrong with a program without running it: its syntax errors, unknown names, wrong
  /// arguments, and types and shapes that cannot fit, in order of their place.
  public func check(
    _ program: Program, parameters: [(name: String, text: String)] = []
  ) -> [Diagnostic] {
    examine(program, Overrides(parameters, for: program)).diagnostics.inOrder
  }

  /// Checks and runs a program cell by cell. `parameters` replace the values of the
  /// `[parameters]` cell. `output` receives the value of every expression that stands by itself at
  /// the top level, as soon as it is known. `conduct` is called for each cell in order and runs it
  /// by calling what it is given, or leaves it out; it may run earlier cells once more. `observer`
  /// sees the value of every expression, at a price; see ``call(_:_:observing:)``.
  ///
  /// Throws `ScriptFailure`, or what the closures throw.
  public func run(
    _ program: Program, parameters: [(name: String, text: String)] = [],
    observer: Observer? = nil,
    conduct: (_ cell: Cell, _ run: (Cell) throws -> Void) throws -> Void = { try $1($0) },
    output: (Cell, Value) throws -> Void = { _, _ in }
  ) throws {
    let overrides = Overrides(parameters, for: program)
    let (resolution, diagnostics, _) = examine(program, overrides)
    guard !diagnostics.contains(where: { $0.severity == .error }) else {
      throw ScriptFailure(diagnostics.filter { $0.severity == .error }.inOrder)
    }
    if !diagnostics.isEmpty { host.warn(diagnostics.inOrder) }
    globals.adopt(resolution.globals)
    machine.enter()
    let observation = observer.map { Observation(self, $0) }
    defer { observation?.end() }
    let compiler = Compiler(interpreter: self, resolution: resolution, observation: observation)
    try withoutActuallyEscaping(output) { output in
      for cell in program.cells {
        try conduct(cell) { cell in
          try evaluate(cell, compiler, overrides) { try output(cell, $0) }
        }
      }
    }
  }

  /// Calls a function with arguments by position. Built-ins use it for the script's closures. While
  /// a program is checked, what stands for the result comes instead.
  public func call(_ function: FunctionValue, _ arguments: [Value]) throws -> Value {
    if isChecking { return try rehearse(function, arguments) }
    return try machine.call(function, arguments, interpreter: self)
  }

  /// Calls a function with one argument.
  func call(_ function: FunctionValue, _ argument: Value) throws -> Value {
    if isChecking { return try rehearse(function, [argument]) }
    return try machine.call(function, argument, interpreter: self)
  }

  /// A value's full form as the host or else the language shows it. Strings and numbers look the
  /// same everywhere.
  public func display(_ value: Value) -> String {
    switch value {
    case .text(let text): text.string
    case .int(let number): String(number)
    case .real(let number): NumberText.shortest(number)
    default: host.display(value) ?? value.describe
    }
  }
}

/// The diagnostics that kept a program from running or ended it.
public struct ScriptFailure: Error, CustomStringConvertible {
  /// The errors; at least one.
  public let diagnostics: [Diagnostic]
  /// Whether the user asked to stop.
  public let isInterruption: Bool

  /// A failure with its diagnostics.
  public init(_ diagnostics: [Diagnostic], isInterruption: Bool = false) {
    self.diagnostics = diagnostics
    self.isInterruption = isInterruption
  }

  /// The diagnostics as plain text.
  public var description: String {
    diagnostics.map { DiagnosticRenderer().render($0) }.joined(separator: "\n")
  }
}
