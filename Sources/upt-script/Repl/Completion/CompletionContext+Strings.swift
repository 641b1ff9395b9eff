import Foundation
import UptRuntime
import UptSyntax
import UptTerminal

extension CompletionContext {
  /// What the string at the cursor may be: what its place is known to take, or else a file.
  func strings(
    _ written: String, _ meaning: String, in interpreter: Interpreter
  ) -> Completions {
    let known = Completions(
      known(in: interpreter), beginningWith: meaning, replacing: written, write: Self.escaped)
    return known.candidates.isEmpty ? Self.files(written) : known
  }

  private func known(in interpreter: Interpreter) -> [Proposal] {
    switch cursor.opening {
    case .subscription(let owner)?:
      return interpreter.foreseen(owner)?.keys ?? []
    case .call(let call)?:
      guard case .function(let function)? = interpreter.foreseen(call.callee) else { return [] }
      guard let parameter = Self.parameter(at: call, of: function) else { return [] }
      if !parameter.choices.isEmpty { return parameter.choices.map { Proposal($0) } }
      return Self.table(of: call, in: interpreter)?.keys ?? []
    case nil: return []
    }
  }

  private static func parameter(
    at call: Cursor.OpenCall, of function: FunctionValue
  ) -> Parameter? {
    if let label = call.label { return function.parameters.first { $0.name == label } }
    let open = function.parameters.filter { !$0.isLabelOnly }
    if let parameter = open.dropFirst(call.position).first { return parameter }
    guard let last = open.last, case .rest = last.kind else { return nil }
    return last
  }

  /// The object of the host that a call is about: strings in it are most often names of its
  /// columns.
  private static func table(
    of call: Cursor.OpenCall, in interpreter: Interpreter
  ) -> Value? {
    let about =
      if case .member(let base, _) = call.callee.kind {
        interpreter.foreseen(base)
      } else {
        call.first.flatMap(interpreter.foreseen)
      }
    guard case .object? = about else { return nil }
    return about
  }

  // MARK: Files

  private static func files(_ written: String) -> Completions {
    guard written.hasPrefix("~") else {
      return FileNames.proposals(for: written, read: meaning, write: escaped)
    }
    // Scripts know no `~`: the whole path takes its place.
    let home = escaped((meaning(written) as NSString).expandingTildeInPath)
    let path = written.hasSuffix("/") ? home + "/" : home
    let found = FileNames.proposals(for: path, read: meaning, write: escaped)
    let folder = String(path.unicodeScalars.dropLast(found.replacing))
    return Completions(
      replacing: written.unicodeScalars.count,
      found.candidates.map { Completions.Candidate(folder + $0.text) })
  }

  /// What the text of a string literal means.
  private static func meaning(_ written: String) -> String {
    if case .string(_, let meaning) = Cursor(atEndOf: "\"" + written).place { return meaning }
    return written
  }

  /// A text as it stands between the quotes of a string literal.
  private static func escaped(_ text: String) -> String {
    String(Value.quoted(text).dropFirst().dropLast())
  }
}

extension Value {
  /// The strings that it can be indexed with.
  fileprivate var keys: [Proposal] {
    switch self {
    case .dictionary(let dictionary):
      zip(dictionary.keys, dictionary.values).compactMap { key, value in
        guard case .text(let text) = key else { return nil }
        return Proposal(text.string, Member("", holding: value).help)
      }
    case .record(let record):
      record.fields.map { label, value in Proposal(label, Member("", holding: value).help) }
    case .object(let object): object.keys.map { Proposal($0) }
    default: []
    }
  }
}
