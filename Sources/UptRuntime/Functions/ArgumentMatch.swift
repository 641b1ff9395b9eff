import UptSyntax

/// How the arguments of a call fill the parameters of a function.
struct ArgumentMatch {
  /// Where a parameter's value comes from.
  enum Source {
    case argument(Int)
    case omitted
    /// The arguments without labels from here on.
    case rest([Int])
    /// The arguments with labels that no parameter has.
    case labelled([(label: String, argument: Int)])
  }

  /// The outside of an argument: what matching looks at.
  struct Shape {
    let label: String?
    let isTrailing: Bool
  }

  /// Why arguments do not fit.
  struct Failure: Error {
    let message: String
    /// The argument to blame; nil blames the call.
    let argument: Int?
    let hint: String?
  }

  private(set) var sources: [Source]
  /// Whether every parameter is filled by the argument at its own position.
  private(set) var isPlain = false

  /// Matches the arguments of a call to the parameters of `function`.
  init(_ arguments: [Shape], to parameters: [Parameter], of function: String) throws(Failure) {
    sources = parameters.map {
      switch $0.kind {
      case .rest: .rest([])
      case .labelled: .labelled([])
      default: .omitted
      }
    }
    let call = Call(function: function, parameters: parameters)
    for (index, argument) in arguments.enumerated() where !argument.isTrailing {
      if let label = argument.label {
        try place(index, label: label, in: call)
      } else {
        try placePositional(index, in: call)
      }
    }
    for (index, argument) in arguments.enumerated() where argument.isTrailing {
      try placeTrailing(index, in: call)
    }
    for (position, parameter) in parameters.enumerated() where !parameter.mayBeOmitted {
      guard case .omitted = sources[position] else { continue }
      throw Failure(
        message: "`\(function)` needs a value for `\(parameter.name)`", argument: nil,
        hint: call.usage)
    }
    isPlain = sources.indices.allSatisfy {
      if case .argument(let index) = sources[$0] { return index == $0 }
      return false
    }
  }

  private struct Call {
    let function: String
    let parameters: [Parameter]

    var usage: String {
      "it is called as \(function)(\(parameters.map(\.shown).joined(separator: ", ")))"
    }
  }

  private mutating func place(_ index: Int, label: String, in call: Call) throws(Failure) {
    let position = call.parameters.firstIndex { parameter in
      if case .rest = parameter.kind { return false }
      if case .labelled = parameter.kind { return false }
      return parameter.name == label
    }
    if let position {
      if case .argument = sources[position] {
        throw Failure(
          message: "`\(label)` has its value already", argument: index, hint: nil)
      }
      sources[position] = .argument(index)
      return
    }
    for (position, source) in sources.enumerated() {
      guard case .labelled(var collected) = source else { continue }
      if collected.contains(where: { $0.label == label }) {
        throw Failure(message: "`\(label)` has its value already", argument: index, hint: nil)
      }
      collected.append((label, index))
      sources[position] = .labelled(collected)
      return
    }
    let names = call.parameters.map(\.name)
    throw Failure(
      message: "`\(call.function)` has no parameter `\(label)`", argument: index,
      hint: Suggestion.hint(for: label, among: names) ?? call.usage)
  }

  private mutating func placeTrailing(_ index: Int, in call: Call) throws(Failure) {
    for position in call.parameters.indices.reversed() {
      if case .omitted = sources[position] {
        sources[position] = .argument(index)
        return
      }
      if case .argument = sources[position] { break }
    }
    throw Failure(
      message: "`\(call.function)` takes no closure here", argument: index, hint: call.usage)
  }

  private mutating func placePositional(_ index: Int, in call: Call) throws(Failure) {
    for (position, parameter) in call.parameters.enumerated() {
      if case .rest(let collected) = sources[position] {
        sources[position] = .rest(collected + [index])
        return
      }
      if case .omitted = sources[position], !parameter.isLabelOnly {
        sources[position] = .argument(index)
        return
      }
    }
    let most = call.parameters.count { !$0.isLabelOnly }
    let count =
      most == 0 ? "no arguments" : "only \(most) argument\(most == 1 ? "" : "s")"
    let rest = most < call.parameters.count ? " without a label" : ""
    throw Failure(
      message: "`\(call.function)` takes \(count)\(rest)", argument: index, hint: call.usage)
  }
}
