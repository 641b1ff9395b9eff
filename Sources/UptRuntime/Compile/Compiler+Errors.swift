import UptSyntax

extension Compiler {
  /// The code of `throw`: an error that was caught goes on as it was, any other value becomes one.
  func throwing(_ expression: Expression, _ span: Span) -> Action {
    let code = self.expression(expression)
    let interpreter = Unowned(interpreter)
    return { [self] frame in
      let value = try code(frame)
      if case .object(let object) = value, let caught = object as? ErrorObject {
        throw LocatedError(caught.error)
      }
      var error = RuntimeError(.thrown, interpreter.value.display(value))
      error.thrown = RuntimeError.Thrown(value)
      throw located(error, at: span)
    }
  }

  /// The code of a `try` whose blocks `run` compiles, as values or as statements. Stops that were
  /// asked for from outside pass through it.
  func attempt<Result>(
    _ attempt: Attempt, _ span: Span, run: (Block) -> (Frame) throws -> Result
  ) -> (Frame) throws -> Result {
    let body = run(attempt.body)
    let define = attempt.name.map(define)
    let handler = run(attempt.handler)
    return { [self] frame in
      do { return try body(frame) } catch {
        let error = located(error, at: span).error
        guard error.kind.isCatchable else { throw LocatedError(error) }
        define?(frame, .object(ErrorObject(error)))
        return try handler(frame)
      }
    }
  }

  // MARK: Assertions

  /// The code of `assert(left op right)`, whose error shows both sides; nil for other conditions.
  func assertion(_ arguments: [Argument], _ site: CallSite) -> Code? {
    guard let condition = arguments.first, condition.label == nil, arguments.count <= 2,
      case .binary(let op, let left, let right) = condition.value.kind, op.isComparison
    else { return nil }
    let sides = [left, right].filter { $0.constant == nil }
    let first = expression(left)
    let second = expression(right)
    let span = condition.value.span
    let place = OperatorPlace(span, left, right)
    let message = arguments.dropFirst().first.map { expression($0.value) }
    return { [self] frame in
      let a = try first(frame)
      let b = try second(frame)
      let isTrue: Bool
      do {
        isTrue = try Operations.truth(
          general(op, a, b, place, frame), of: "the condition of `assert`")
      } catch { throw located(error, at: span) }
      if isTrue { return .nothing }
      let text = try message.map { interpreter.display(try $0(frame)) }
      var error = RuntimeError(.assertion, text ?? "the assertion failed")
      error.notes = zip([left, right], [a, b]).filter { side, _ in
        sides.contains { $0 === side }
      }.map { side, value in
        Diagnostic.Note("\(Quotation.short(side.span)) is \(value.shortened(to: 120))")
      }
      throw located(error, at: span)
    }
  }
}

/// Source text inside of a message.
enum Quotation {
  /// The text of a place if it is short and on one line, or else what stands for it.
  static func short(_ span: Span, or words: String = "the value") -> String {
    let text = span.text
    return text.utf8.count <= 60 && !text.contains("\n") ? "`\(text)`" : words
  }
}
