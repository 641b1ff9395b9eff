import UptRuntime
import UptSyntax
import UptTensor

/// What the expressions of a function were worth in one evaluation, in the order in which they
/// were computed; only those whose values hold numbers that derivatives are taken of.
struct EvaluationTrace {
  /// A function of one parameter, whose expressions an observer sees.
  typealias Subject = (Variable, @escaping Interpreter.Observer) throws -> Value

  /// The value of one expression.
  struct Entry {
    let span: Span
    let value: Value
    let numbers: NumberList

    /// Whether this is the same expression with as many numbers.
    func matches(_ other: Entry) -> Bool {
      span == other.span && numbers.values.count == other.numbers.values.count
    }
  }

  let entries: [Entry]
  let result: NumberList

  /// - Parameter replacement: another value for the entry at a position.
  init(
    _ subject: Subject, _ variable: Variable, replacing replacement: (Int, Value)? = nil
  ) throws {
    var entries: [Entry] = []
    let result = try subject(variable) { span, value in
      let numbers = NumberList(value)
      guard !numbers.values.isEmpty else { return value }
      entries.append(Entry(span: span, value: value, numbers: numbers))
      if let (position, other) = replacement, position == entries.count - 1 { return other }
      return value
    }
    self.entries = entries
    self.result = NumberList(result)
  }

  /// Where the first expression stands whose value differs from that in `other`.
  func firstDifference(from other: EvaluationTrace) -> Span? {
    zip(entries, other.entries).first { a, b in
      !a.matches(b) || a.numbers.values.map(\.bitPattern) != b.numbers.values.map(\.bitPattern)
    }?.0.span
  }
}

/// The numbers in a value: those of a tensor, a real number, or of lists and records of them.
struct NumberList {
  private(set) var values: [Double] = []
  /// The tensors among them that gradients flow through, and where their numbers start.
  private(set) var variables: [(variable: Variable, start: Int)] = []

  private static let deepestNesting = 8

  init(_ value: Value) { add(value, level: 0) }

  private mutating func add(_ value: Value, level: Int) {
    switch value {
    case .real(let number): values.append(number)
    case .list(let list) where level < NumberList.deepestNesting:
      for element in list.elements { add(element, level: level + 1) }
    case .record(let record) where level < NumberList.deepestNesting:
      for element in record.values { add(element, level: level + 1) }
    default:
      guard let variable = value.asTensor?.variable else { return }
      if variable.requiresGradient { variables.append((variable, values.count)) }
      values += variable.value.doubles
    }
  }

  /// The numbers as one, with weights that their count determines.
  var measure: Measure { Measure(values, GradCheck.weights(values.count)) }

  /// The weights of ``measure`` for each of the variables.
  var seeds: [(Variable, Tensor)] {
    let weights = GradCheck.weights(values.count)
    return variables.map { variable, start in
      let part = Array(weights[start..<start + variable.value.count])
      return (variable, Tensor(unchecked: variable.shape, part))
    }
  }
}
