import UptSyntax

/// A variable, or a place inside its value such as `x[0].name`, that code can change in place.
///
/// While an element is being changed its container is taken out of the variable, so that it has one
/// owner and nothing is copied.
struct VariablePath {
  enum Step {
    case field(Identifier)
    case index([SubscriptCode], IndexPlace)
  }

  /// Whether the variable must not be changed.
  let isFixed: Bool
  let variable: VariableStorage
  var steps: [Step] = []
  let locate: (any Error, Span) -> LocatedError

  /// The path one step further in.
  func extended(by step: Step) -> VariablePath {
    var path = self
    path.steps.append(step)
    return path
  }

  /// Lets `body` change the value at the end of the path.
  func update(_ frame: Frame, _ body: (inout Value) throws -> Void) throws {
    try update(frame, at: subscripts(frame), body)
  }

  /// The subscripts of each step; computing them may have effects, so that it is done once.
  func subscripts(_ frame: Frame) throws -> [[Subscript]] {
    try steps.map { step in
      guard case .index(let items, let place) = step else { return [] }
      do { return try items.map { try $0.evaluate(frame) } } catch {
        throw place.located(error, locate)
      }
    }
  }

  /// The value at the end of the path.
  func value(_ frame: Frame, at subscripts: [[Subscript]]) throws -> Value {
    var value = variable.pointer(frame).pointee
    for (step, items) in zip(steps, subscripts) {
      switch step {
      case .field(let name):
        do { value = try Members.get(value, name.name) } catch { throw locate(error, name.span) }
      case .index(_, let place):
        do { value = try Elements.get(value, items) } catch { throw place.located(error, locate) }
      }
    }
    return value
  }

  /// Lets `body` change the value at the end of the path, whose subscripts are known.
  func update(
    _ frame: Frame, at subscripts: [[Subscript]], _ body: (inout Value) throws -> Void
  ) throws {
    try update(&variable.pointer(frame).pointee, 0, subscripts, body)
  }

  private func update(
    _ value: inout Value, _ depth: Int, _ subscripts: [[Subscript]],
    _ body: (inout Value) throws -> Void
  ) throws {
    guard depth < steps.count else { return try body(&value) }
    switch steps[depth] {
    case .field(let name):
      var inner = Value.nothing
      do { inner = try Members.get(value, name.name) } catch { throw locate(error, name.span) }
      do { try Elements.set(&value, field: name.name, to: .nothing) } catch {
        throw locate(error, name.span)
      }
      defer { try? Elements.set(&value, field: name.name, to: inner) }
      try update(&inner, depth + 1, subscripts, body)
    case .index(_, let place):
      let items = subscripts[depth]
      do {
        try Elements.update(&value, items) { try update(&$0, depth + 1, subscripts, body) }
      } catch { throw place.located(error, locate) }
    }
  }
}

/// A subscript item whose values have still to be computed.
enum SubscriptCode {
  case value(Code)
  case slice(low: Code?, high: Code?, isClosed: Bool)

  func evaluate(_ frame: Frame) throws -> Subscript {
    switch self {
    case .value(let code): return Subscript(try code(frame))
    case .slice(let low, let high, let isClosed):
      return .slice(
        low: try low.map { try SubscriptCode.bound($0(frame)) },
        high: try high.map { try SubscriptCode.bound($0(frame)) }, isClosed: isClosed)
    }
  }

  private static func bound(_ value: Value) throws -> Int {
    if case .int(let number) = value { return number }
    throw RuntimeError(.type, "a slice's bound must be an int, not \(value.typeWithArticle)")
  }
}
