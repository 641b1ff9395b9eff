import UptSyntax

extension Checker {
  // MARK: Branches

  func branches(_ conditional: Conditional) -> Outcome {
    var paths = Paths(self)
    var conditions: [Expression] = []
    for branch in conditional.branches {
      let holds = supposing(conditions) { self.test(branch.condition, of: "the condition of `if`") }
      if holds == false { continue }
      if holds == nil { conditions.append(branch.condition) }
      paths.take { supposing(conditions) { self.run(branch.body) } }
      if holds == true { return paths.join(conditions) }
    }
    paths.take {
      supposing(conditions) { conditional.otherwise.map(self.run) ?? Outcome() }
    }
    return paths.join(conditions)
  }

  func branches(_ match: Match) -> Outcome {
    let subject = evaluate(match.subject)
    var paths = Paths(self)
    for arm in match.arms {
      let fits = arm.patterns.map { self.match($0, subject) }
      if fits.allSatisfy({ $0 == false }) { continue }
      if arm.patterns.count > 1, let first = arm.patterns.first { _ = forget(first) }
      var isCertain = fits.first == true
      paths.take {
        supposing(isCertain ? [] : [match.subject]) {
          if let condition = arm.condition {
            let holds = self.test(condition, of: "the condition of the arm")
            if holds != true { isCertain = false }
            if holds == false { return nil }
            return self.supposing(holds == nil ? [condition] : []) { self.run(arm.body) }
          }
          return self.run(arm.body)
        }
      }
      if isCertain { return paths.join([]) }
    }
    return paths.join([match.subject])
  }

  func branches(_ attempt: Attempt) -> Outcome {
    var paths = Paths(self)
    attempts += 1
    paths.take { self.run(attempt.body) }
    attempts -= 1
    paths.take {
      // Wherever the body ended: what it may have assigned to is not known here.
      forget(assignedIn: attempt.body.parts)
      if let name = attempt.name { set(name, to: .unknown) }
      return self.run(attempt.handler)
    }
    return paths.join([])
  }

  /// Ways that a run may take, from one place to where they meet again.
  private struct Paths {
    private let checker: Checker
    private let start: [ObjectIdentifier: Value]
    private var ends: [[ObjectIdentifier: Value]] = []
    private var values: [Value] = []
    /// Whether some way leads elsewhere.
    private var leads = false

    init(_ checker: Checker) {
      self.checker = checker
      start = checker.values
    }

    /// Goes along one way; a body that gives nil turned out to be none.
    mutating func take(_ body: () -> Outcome?) {
      checker.values = start
      guard let outcome = body() else { return }
      guard !outcome.hasLeft else { return leads = true }
      ends.append(checker.values)
      values.append(outcome.value)
    }

    /// What is known where the ways meet. If one of them leads elsewhere, the rest runs only where
    /// the conditions that led there do not hold.
    func join(_ conditions: [Expression]) -> Outcome {
      checker.values = start
      guard let first = ends.first else { return Outcome(value: .unknown, hasLeft: leads) }
      checker.values = ends.dropFirst().reduce(into: first) { result, end in
        result.merge(end) { $0.joined(with: $1) }
      }
      if leads { for condition in conditions { checker.forget(condition) } }
      return Outcome(value: Value.joined(values) ?? .unknown)
    }
  }

  /// Goes through what runs only under conditions that are not known.
  private func supposing<Result>(_ conditions: [Expression], _ body: () -> Result) -> Result {
    guard let condition = conditions.first else { return body() }
    return supposing(condition) { supposing(Array(conditions.dropFirst()), body) }
  }

  // MARK: Loops

  func loop(_ pattern: Pattern, _ sequence: Expression, _ body: Block) {
    guard let element = element(of: evaluate(sequence), at: sequence.span) else { return }
    forget(assignedIn: body.parts)
    bind(pattern, element)
    _ = run(body)
    forget(assignedIn: body.parts)
  }

  func loop(while condition: Expression, _ body: Block) {
    let parts = [.expression(condition)] + body.parts
    forget(assignedIn: parts)
    let holds = test(condition, of: "the condition of `while`")
    if holds == false { return }
    _ = supposing(holds == nil ? [condition] : []) { self.run(body) }
    forget(assignedIn: parts)
  }

  /// From here on nothing is known of the variables that the pieces assign to.
  func forget(assignedIn parts: [TreePart]) {
    for key in Survey(parts, resolution).assigned { values[key] = .unknown }
  }

  /// What stands for every element that a loop sees; nil if there certainly is none, or nothing to
  /// loop over, which is reported.
  func element(of sequence: Value, at span: Span) -> Value? {
    switch sequence {
    case .list(let list): return Value.joined(list.elements)
    case .record(let record): return Value.joined(record.values)
    case .range(let range):
      return range.count == 1 ? .int(range.lower) : range.count == 0 ? nil : Value.int(0).forgotten
    case .text, .dictionary: return StandIn(like: sequence).anyElement
    case .object(let standIn as StandIn): if let element = standIn.anyElement { return element }
    case .object(let object): if object.count != nil { return first(of: object) }
    default: break
    }
    report(Operations.notIterable(sequence), at: span)
    return nil
  }

  /// What stands for the elements of an object: those of a stand-in are all alike.
  private func first(of object: HostObject) -> Value? {
    guard object.isStandIn else { return .unknown }
    guard object.count != 0 else { return nil }
    return (try? object.element(at: 0))?.standIn() ?? .unknown
  }

  // MARK: Comprehensions

  func comprehension(_ comprehension: Comprehension) -> Value {
    let (value, count) = gather(comprehension, comprehension.clauses[...], 1)
    guard comprehension.key == nil else { return Value.dictionary(DictionaryValue()).forgotten }
    guard let count, count <= Value.checkedElements else { return Value.list([]).forgotten }
    return .list(Array(repeating: value, count: count))
  }

  /// What stands for the values that the clauses give, and how many there are if that is known.
  private func gather(
    _ comprehension: Comprehension, _ clauses: ArraySlice<Comprehension.Clause>, _ count: Int?
  ) -> (Value, Int?) {
    switch clauses.first {
    case .each(let pattern, let sequence):
      let value = evaluate(sequence)
      guard let element = element(of: value, at: sequence.span) else { return (.unknown, nil) }
      bind(pattern, element)
      let isFirst = clauses.count == comprehension.clauses.count
      return gather(
        comprehension, clauses.dropFirst(), isFirst && value.isCounted ? value.elementCount : nil)
    case .condition(let condition):
      let holds = test(condition, of: "the condition of the comprehension")
      if holds == false { return (.unknown, nil) }
      return supposing(holds == nil ? [condition] : []) {
        gather(comprehension, clauses.dropFirst(), holds == true ? count : nil)
      }
    case nil:
      if let key = comprehension.key { _ = evaluate(key) }
      return (evaluate(comprehension.value), count)
    }
  }
}

extension Value {
  /// Whether its elements can be counted although not all are known.
  fileprivate var isCounted: Bool {
    switch self {
    case .list, .range, .record: true
    case .object(let object): object.isStandIn && object.count != nil
    default: false
    }
  }
}
