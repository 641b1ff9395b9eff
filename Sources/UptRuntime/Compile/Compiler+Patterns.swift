import UptSyntax

extension Compiler {
  /// Code that compares a value with a pattern and defines the names in it as far as it fits.
  typealias Matcher = (Frame, Value) throws -> Bool

  /// The code that defines the names of a pattern; a value that does not fit is an error.
  func binding(_ pattern: Pattern) -> (Frame, Value) throws -> Void {
    if case .name(let name) = pattern.kind { return define(name) }
    let matches = matcher(pattern)
    return { [self] frame, value in
      guard try matches(frame, value) else {
        throw located(Mismatch.error(pattern, value), at: pattern.span)
      }
    }
  }

  private func matcher(_ pattern: Pattern) -> Matcher {
    switch pattern.kind {
    case .name(let name):
      let define = define(name)
      return { frame, value in
        define(frame, value)
        return true
      }
    case .literal(let literal):
      let constant = literal.constant ?? .nothing
      return { _, value in value.isEqual(to: constant) }
    case .range(let low, let high, let isClosed): return range(low, high, isClosed)
    case .list(let elements, let rest): return list(elements, rest)
    case .record(let fields): return record(fields)
    }
  }

  private func range(_ low: Expression?, _ high: Expression?, _ isClosed: Bool) -> Matcher {
    let lower = low?.constant
    let upper = high?.constant
    return { _, value in
      switch value {
      case .int, .real: break
      default: return false
      }
      if let lower, try Sorting.precedes(value, lower) { return false }
      guard let upper else { return true }
      return try isClosed ? !Sorting.precedes(upper, value) : Sorting.precedes(value, upper)
    }
  }

  private func list(_ patterns: [Pattern], _ rest: Pattern.Rest?) -> Matcher {
    let matchers = patterns.map(matcher)
    let position = rest?.position ?? patterns.count
    let defineRest = rest?.name.map(define)
    return { frame, value in
      guard let elements = try Mismatch.elements(of: value),
        rest == nil ? elements.count == matchers.count : elements.count >= matchers.count
      else { return false }
      let skipped = elements.count - matchers.count
      for (index, matches) in matchers.enumerated() {
        let element = elements[index < position ? index : index + skipped]
        guard try matches(frame, element) else { return false }
      }
      defineRest?(frame, .list(Array(elements[position..<(position + skipped)])))
      return true
    }
  }

  private func record(_ fields: [Pattern.Field]) -> Matcher {
    let parts = fields.map { (label: $0.label.name, matches: matcher($0.pattern)) }
    return { frame, value in
      for part in parts {
        guard let member = try Mismatch.member(part.label, of: value),
          try part.matches(frame, member)
        else { return false }
      }
      return true
    }
  }

  // MARK: Match

  /// The code of a `match` whose arms' blocks `run` compiles, as values or as statements.
  func match<Result>(
    _ match: Match, _ span: Span, run: (Block) -> (Frame) throws -> Result
  ) -> (Frame) throws -> Result {
    let subject = expression(match.subject)
    let arms = match.arms.map { arm in
      (
        matchers: arm.patterns.map(matcher),
        condition: arm.condition.map { test($0, of: "the condition of the arm") },
        run: run(arm.body)
      )
    }
    return { [self] frame in
      let value = try subject(frame)
      for arm in arms {
        guard try arm.matchers.contains(where: { try $0(frame, value) }),
          try arm.condition?(frame) ?? true
        else { continue }
        return try arm.run(frame)
      }
      throw located(
        RuntimeError(
          .value, "no arm of the `match` fits \(value.shortened())",
          hint: "an arm `_ => ...` at the end fits everything"), at: match.subject.span)
    }
  }
}

/// Why a value does not fit a pattern.
enum Mismatch {
  /// The elements that a list pattern sees; nil if the value is no sequence.
  static func elements(of value: Value) throws -> [Value]? {
    switch value {
    case .list, .range, .object: try value.elements()
    default: nil
    }
  }

  /// The member that a record pattern sees.
  static func member(_ name: String, of value: Value) throws -> Value? {
    switch value {
    case .record(let record): record.value(name)
    case .object(let object): try object.member(name)
    default: nil
    }
  }

  /// The error for a value that a `let` or `for` cannot take apart.
  static func error(_ pattern: Pattern, _ value: Value) -> RuntimeError {
    switch pattern.kind {
    case .list(let patterns, let rest):
      guard let elements = try? elements(of: value) else {
        var hint: String?
        if case .record = value {
          hint = "a record is taken apart by its labels: let (a, b) = ..."
        } else if case .text = value {
          hint = "list(text) gives the characters of a string"
        }
        return RuntimeError(
          .type, "\(value.typeWithArticle) cannot be taken apart into elements", hint: hint)
      }
      let needs = "\(rest == nil ? "" : "at least ")\(patterns.count)"
      if elements.count < patterns.count || rest == nil && elements.count > patterns.count {
        return RuntimeError(
          .value, "the pattern has \(needs) elements, but the value \(elements.count)",
          hint: elements.count > patterns.count ? "`..` at the end takes what is left" : nil)
      }
      let skipped = elements.count - patterns.count
      let position = rest?.position ?? patterns.count
      return inner(
        zip(patterns, patterns.indices.map { elements[$0 < position ? $0 : $0 + skipped] }))
    case .record(let fields):
      for field in fields where (try? member(field.label.name, of: value)) == nil {
        let names = value.memberNames
        return RuntimeError(
          .member, "\(value.typeWithArticle) has no member `\(field.label.name)`",
          hint: Suggestion.hint(for: field.label.name, among: names), span: field.label.span)
      }
      return inner(
        fields.lazy.map {
          ($0.pattern, (try? member($0.label.name, of: value)).flatMap { $0 } ?? .nothing)
        })
    case .name, .literal, .range:
      return RuntimeError(.value, "\(value.shortened()) does not fit the pattern")
    }
  }

  /// The error of the first part that does not fit.
  private static func inner(_ parts: some Sequence<(Pattern, Value)>) -> RuntimeError {
    for (pattern, value) in parts {
      if case .name = pattern.kind { continue }
      var error = error(pattern, value)
      error.span = error.span ?? pattern.span
      return error
    }
    return RuntimeError(.value, "the value does not fit the pattern")
  }
}
