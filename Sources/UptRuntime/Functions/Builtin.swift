/// A function or method that the host provides, with the documentation that `help`, completion
/// and the reference show.
///
///     Builtin("clamp", [.required("x"), .optional("low", .real(0))],
///       help: """
///         `x`, or `low` if `x` is smaller.
///
///             clamp(-1)      # 0.0
///         """
///     ) { call in .real(max(try call.real(0), try call.real("low"))) }
public final class Builtin: @unchecked Sendable {
  /// The name it is called by.
  public let name: String
  /// The parameters in order.
  public let parameters: [Parameter]
  /// What it does, in Markdown: a first sentence, then examples as indented code.
  public let help: String
  /// Whether it is a method that changes its receiver, so that the receiver must be a variable.
  /// Its body reads the receiver from `call.receiver` and returns through `call.replace`.
  let mutate: ((inout Value, Call) throws -> Value)?
  /// A body for calls with one positional argument that skips the general call; nil results
  /// fall back to it.
  let scalar: ((Value) throws -> Value?)?
  private let body: (Call) throws -> Value

  /// A built-in with its parameters, documentation and body.
  public init(
    _ name: String, _ parameters: [Parameter] = [], help: String = "",
    body: @escaping (Call) throws -> Value
  ) {
    self.name = name
    self.parameters = parameters
    self.help = help
    self.body = body
    mutate = nil
    scalar = nil
  }

  /// A built-in of one number with a quick path, for instance `sqrt`: `quick` gets the argument
  /// itself, and where it gives nil the general `body` is called.
  public init(
    scalar name: String, _ parameters: [Parameter], help: String,
    quick: @escaping (Value) throws -> Value?, body: @escaping (Call) throws -> Value
  ) {
    self.name = name
    self.parameters = parameters
    self.help = help
    self.body = body
    mutate = nil
    scalar = quick
  }

  /// A method that changes the variable it is called on.
  init(
    mutating name: String, _ parameters: [Parameter], help: String,
    mutate: @escaping (inout Value, Call) throws -> Value
  ) {
    self.name = name
    self.parameters = parameters
    self.help = help
    self.mutate = mutate
    scalar = nil
    body = { _ in
      throw RuntimeError(
        .type, "`\(name)` changes the variable it is called on, and this is not a variable",
        hint: "put the value into a `var` first")
    }
  }

  /// Runs the body for a call whose arguments have been matched.
  func run(_ call: Call) throws -> Value { try body(call) }

  /// The function as a script sees it, for instance `fit(method, data, epochs: 20)`.
  public var signature: String { name + "(" + parameters.map(\.shown).joined(separator: ", ") + ")" }
}

extension Parameter {
  /// The parameter as help shows it.
  var shown: String {
    switch kind {
    case .required: name
    case .optional(let value): "\(name): \(value.summary)"
    case .omissible: "\(name): nil"
    case .computed(let text): "\(name): \(text)"
    case .rest: "\(name)..."
    case .labelled: "\(name): value..."
    }
  }
}
