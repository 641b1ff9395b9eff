import UptSyntax

import Foundation

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
  /// A closure that keeps its calling convention inside an optional, as in `HeldCode`.
  struct Change {
    let run: (inout Value, Value) throws -> Value
  }

  /// The body of such a method with one parameter, which needs no general call.
  let change: Change?
  /// A body for calls with one positional argument that skips the general call; nil results
  /// fall back to it.
  let scalar: ((Value) throws -> Value?)?
  /// What answers in its place when a program is checked: it gets stand-ins, has no effects, and
  /// throws only what the body would throw whatever the stand-ins stand for. Without it, a check
  /// knows nothing of the result.
  private(set) var rehearsal: ((Call) throws -> Value)?
  /// What is known when the shapes of the arguments do not fit; asked after the body has failed.
  private(set) var advice: ((Call) -> Misfit?)?
  /// The function of the script that it stands for while a program is checked.
  private(set) var literal: FunctionLiteral?
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
    change = nil
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
    change = nil
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
    change = nil
    scalar = nil
    body = Builtin.refusing(name)
  }

  /// A method of one parameter that changes the variable it is called on.
  init(
    changing name: String, _ parameter: Parameter, help: String,
    change: @escaping (inout Value, Value) throws -> Value
  ) {
    self.name = name
    self.parameters = [parameter]
    self.help = help
    mutate = { try change(&$0, $1[0]) }
    self.change = Change(run: change)
    scalar = nil
    body = Builtin.refusing(name)
  }

  private static func refusing(_ name: String) -> (Call) throws -> Value {
    { _ in
      throw RuntimeError(
        .type, "`\(name)` changes the variable it is called on, and this is not a variable",
        hint: "put the value into a `var` first")
    }
  }

  private init(_ other: Builtin, with change: (Builtin) -> Void) {
    name = other.name
    parameters = other.parameters
    help = other.help
    mutate = other.mutate
    self.change = other.change
    scalar = other.scalar
    body = other.body
    rehearsal = other.rehearsal
    advice = other.advice
    literal = other.literal
    change(self)
  }

  /// The same built-in with what answers in its place when a program is checked: `rehearsal` gets
  /// stand-ins, has no effects, and throws only what the body would throw whatever they stand for.
  public func rehearsed(by rehearsal: @escaping (Call) throws -> Value) -> Builtin {
    Builtin(self) { $0.rehearsal = rehearsal }
  }

  /// The same built-in with what is said when the shapes of its arguments do not fit.
  public func advised(by advice: @escaping (Call) -> Misfit?) -> Builtin {
    Builtin(self) { $0.advice = advice }
  }

  /// The same built-in as what stands for a function of the script.
  func standing(for literal: FunctionLiteral) -> Builtin {
    Builtin(self) { $0.literal = literal }
  }

  /// Runs the body for a call whose arguments have been matched.
  func run(_ call: Call) throws -> Value { try body(call) }

  /// Whether it is a method that changes the variable it is called on.
  public var isMutating: Bool { self.mutate != nil }

  /// The function as a script sees it, for instance `fit(method, data, epochs: 20)`.
  public var signature: String { name + "(" + parameters.map(\.shown).joined(separator: ", ") + ")" }
}

extension Builtin {
  /// A statement of an example in the documentation, and what it is to show.
  public struct Example: Sendable {
    /// What to run.
    public let code: String
    /// What it shows or prints, if the documentation says.
    public var expected: String?
  }

  /// The examples in the documentation: its indented lines. What stands in a comment behind a
  /// line, or in comment lines below it, is what the line shows or prints. A line that is indented
  /// further, or begins with a closing brace, goes on with the one before.
  public var examples: [Example] {
    var examples: [Example] = []
    for line in help.split(separator: "\n") where line.hasPrefix("    ") {
      let text = line.dropFirst(4)
      if text.hasPrefix("# "), let last = examples.indices.last {
        let more = String(text.dropFirst(2))
        examples[last].expected = examples[last].expected.map { $0 + "\n" + more } ?? more
        continue
      }
      let parts = text.split(separator: "  # ", maxSplits: 1)
      let comment = parts.count > 1 ? parts[1].drop { $0 == " " } : nil
      var code = String(parts.first ?? "")
      if code.hasPrefix(" ") || code.hasPrefix("}"), let last = examples.popLast() {
        code = last.code + "\n" + code
      }
      examples.append(Example(code: code, expected: comment.map(String.init)))
    }
    return examples
  }
}

extension String {
  /// The first sentence of a documentation, in one line.
  var firstSentence: String {
    let paragraph = components(separatedBy: "\n\n").first ?? ""
    let words = paragraph.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    // A point after another one, as in `low ... high`, ends no sentence.
    let end = words.indices.first { index in
      words[index...].hasPrefix(". ") && !words[..<index].hasSuffix(".")
    }
    return end.map { String(words[...$0]) } ?? words
  }
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
