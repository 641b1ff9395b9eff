import UptRuntime
import UptSyntax
import UptTerminal

/// What may stand at the end of an unfinished text, from the values at hand. Nothing of a script
/// runs for it.
struct CompletionContext {
  let cursor: Cursor

  /// The end of a text.
  init(_ text: String) { cursor = Cursor(atEndOf: text) }

  /// What may stand there, in alphabetical order, labels of the call before names.
  func completions(in interpreter: Interpreter) -> Completions {
    switch cursor.place {
    case .nothing: return Completions()
    case .string(let written, let meaning):
      return strings(written, meaning, in: interpreter)
    case .member(let owner):
      let members = owner.flatMap(interpreter.foreseen)?.members ?? []
      return proposals(members.map { Proposal($0.name, $0.help) }.inOrder)
    case .name:
      let keys = keys(in: interpreter)
      if !keys.isEmpty { return proposals(keys) }
      return proposals(labels(in: interpreter) + names(in: interpreter).inOrder)
    }
  }

  private func proposals(_ all: [Proposal]) -> Completions {
    Completions(all, beginningWith: cursor.typed, replacing: cursor.typed)
  }

  // MARK: Names

  private func names(in interpreter: Interpreter) -> [Proposal] {
    let known = interpreter.names
    let isPrivate = cursor.typed.hasPrefix("_")
    let shown = known.filter { isPrivate || !$0.hasPrefix("_") }.map { name in
      Proposal(name, Member(name, holding: interpreter.value(of: name)).help)
    }
    let local = cursor.declared.subtracting(known).map { Proposal($0) }
    return shown + local + Keyword.allCases.map { Proposal($0.rawValue) }
  }

  /// The labels that the call around the cursor still takes, if an argument begins there.
  private func labels(in interpreter: Interpreter) -> [Proposal] {
    guard case .call(let call)? = cursor.opening, cursor.isFirst,
      let function = interpreter.foreseen(call.callee)?.function
    else { return [] }
    return function.parameters.dropFirst(call.position).compactMap { parameter in
      switch parameter.kind {
      case .rest, .labelled: return nil
      default:
        if call.labels.contains(parameter.name) { return nil }
        return Proposal(parameter.name + ": ", parameter.help)
      }
    }
  }

  /// The keys of the dictionary in whose brackets the cursor is, as they are written.
  private func keys(in interpreter: Interpreter) -> [Proposal] {
    guard case .subscription(let owner)? = cursor.opening, cursor.isFirst, cursor.typed.isEmpty,
      case .dictionary(let dictionary)? = interpreter.foreseen(owner)
    else { return [] }
    return zip(dictionary.keys, dictionary.values).map { key, value in
      Proposal(key.value.summary, Member("", holding: value).help)
    }
  }
}

/// A proposal before it is known whether it fits what is typed.
struct Proposal {
  let text: String
  let detail: () -> String

  /// A proposal with the line that explains it, made when it is shown.
  init(_ text: String, _ detail: @autoclosure @escaping () -> String = "") {
    self.text = text
    self.detail = detail
  }
}

extension [Proposal] {
  /// In alphabetical order, each once.
  var inOrder: [Proposal] {
    var seen: Set<String> = []
    return sorted { $0.text < $1.text }.filter { seen.insert($0.text).inserted }
  }
}

extension Completions {
  /// The proposals that begin with what is typed; `written` is how that stands in the input.
  init(
    _ all: [Proposal], beginningWith typed: String, replacing written: String,
    write: (String) -> String = { $0 }
  ) {
    let found = all.filter { $0.text.hasPrefix(typed) }
    self.init(
      replacing: written.unicodeScalars.count,
      found.map { Candidate(write($0.text), detail: $0.detail()) })
  }
}

extension Value {
  /// The function that a call of this value calls.
  fileprivate var function: FunctionValue? {
    switch self {
    case .function(let function): function
    case .object(let object): object.callable
    default: nil
    }
  }
}
