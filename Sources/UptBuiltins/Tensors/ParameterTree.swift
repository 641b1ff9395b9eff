import UptRuntime
import UptTensor

/// The tensors in an argument: one tensor or number, or records, lists and dictionaries of them.
struct ParameterTree {
  /// The argument, with every tensor and number replaced by a parameter.
  let value: Value
  /// The parameters in order, with their places, such as `.u` or `[2]`.
  let leaves: [(place: String, variable: Variable)]

  private static let deepestNesting = 64

  /// - Throws: what is found that is neither a number nor a tensor, and where.
  init(_ argument: Value) throws {
    var leaves: [(String, Variable)] = []
    value = try ParameterTree.map(argument, "", 0) { place, element in
      let tensor: Tensor
      if let object = element.asTensor {
        tensor = object.value
      } else if let number = try TensorConversion.number(element) {
        tensor = Tensor(scalar: number)
      } else {
        return nil
      }
      let leaf = Variable(tensor, requiresGradient: true)
      leaves.append((place, leaf))
      return .tensor(leaf)
    }
    self.leaves = leaves
  }

  /// A value of the same form with other tensors, one for each leaf.
  func rebuilt(_ tensors: [Tensor]) throws -> Value {
    var next = 0
    return try ParameterTree.map(value, "", 0) { _, _ in
      defer { next += 1 }
      return next < tensors.count ? .tensor(tensors[next]) : nil
    }
  }

  /// The argument with one leaf replaced and the others as constants.
  func replacing(leaf position: Int, by variable: Variable) throws -> Value {
    var next = 0
    return try ParameterTree.map(value, "", 0) { _, element in
      defer { next += 1 }
      return next == position ? .tensor(variable) : element.asTensor.map { .tensor($0.value) }
    }
  }

  private static func map(
    _ value: Value, _ place: String, _ level: Int,
    _ leaf: (String, Value) throws -> Value?
  ) throws -> Value {
    guard level <= deepestNesting else {
      throw RuntimeError(.value, "the parameters nest deeper than \(deepestNesting) levels")
    }
    switch value {
    case .record(let record):
      let values = try record.fields.map { try map($1, "\(place).\($0)", level + 1, leaf) }
      return .record(RecordValue(labels: record.labels, values: values))
    case .list(let list):
      return .list(
        try list.elements.enumerated().map { try map($1, "\(place)[\($0)]", level + 1, leaf) })
    case .dictionary(let dictionary):
      let copy = DictionaryValue()
      for key in dictionary.keys {
        let element = dictionary[key] ?? .nothing
        copy[key] = try map(element, "\(place)[\(key.value.summary)]", level + 1, leaf)
      }
      return .dictionary(copy)
    case .bool: break
    default: if let result = try leaf(place, value) { return result }
    }
    let place = place.isEmpty ? "this" : "`\(place)`"
    throw RuntimeError(
      .type,
      "a gradient is taken with respect to tensors, but \(place) is \(value.typeWithArticle)",
      hint: "pass what is not trained as a further argument")
  }
}
