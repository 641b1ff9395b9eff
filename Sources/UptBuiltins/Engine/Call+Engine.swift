import UptCLIP
import UptData
import UptRuntime
import UptTensor
import UptTuning

/// Arguments that are values of the engine.
extension Call {
  func encoder(_ position: Int) throws -> EncoderObject {
    do { return try object(position, as: EncoderObject.self, named: "an encoder") } catch var error
      as RuntimeError
    {
      if error.hint == nil { error.hint = "encoder(\"demo\") gives one" }
      throw error
    }
  }

  /// A split, without the images that it skips; a whole data set is an error that says which part
  /// could be meant.
  func split(_ position: Int, or other: String = "") throws -> Split {
    func mismatch() -> RuntimeError {
      var error = self.mismatch(position, other + "a split of a dataset")
      error.hint = error.hint ?? "data.train, data.test and data.fewshot(4, seed: 1) are splits"
      return error
    }
    guard case .object(let object) = self[position] else { throw mismatch() }
    switch object {
    case let split as SplitObject: return try usable(split.split, split.surroundings)
    case let grid as ImageGridObject: return try usable(grid.split, grid.surroundings)
    case _ where object.typeName == "dataset":
      throw error(
        position, "`\(builtin.name)` needs a part of the dataset, not the whole", kind: .type,
        hint: "use .train, .val or .test, or .fewshot(4, seed: 1)")
    default: throw mismatch()
    }
  }

  func method(_ position: Int) throws -> PromptMethod {
    try object(position, as: MethodObject.self, named: "a prompt method").method
  }

  /// The strings of a list.
  func strings(_ position: Int) throws -> [String] {
    if case .text = self[position] {
      var error = mismatch(position, "a list of strings")
      error.hint = "put it into brackets: [\(self[position].shortened())]"
      throw error
    }
    guard let values = try self[position].elements() else {
      throw mismatch(position, "a list of strings")
    }
    return try values.enumerated().map { index, value in
      guard case .text(let text) = value else {
        throw error(
          position, "`\(builtin.parameters[position].name)` of `\(builtin.name)` must be a list of "
            + "strings, but element \(index) is \(value.typeWithArticle)", kind: .type)
      }
      return text.string
    }
  }

  /// One of an enumeration's names.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, of type: Choice.Type
  ) throws -> Choice where Choice.RawValue == String {
    let word = try text(name)
    guard let choice = Choice(rawValue: word) else {
      let known = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw error(
        position(of: name), "`\(name)` of `\(builtin.name)` cannot be \"\(word)\"",
        hint: "it is one of \(known)")
    }
    return choice
  }

  /// A whole number of at least `least`.
  func count(_ name: String, atLeast least: Int = 1) throws -> Int {
    let value = try int(name)
    guard value >= least else {
      throw error(
        position(of: name),
        "`\(name)` of `\(builtin.name)` is \(value), but must be at least \(least)")
    }
    return value
  }
}

extension UptRuntime.Parameter {
  /// The same parameter with the names of an enumeration as its choices.
  func choices<Choice: RawRepresentable & CaseIterable>(of type: Choice.Type) -> Self
  where Choice.RawValue == String {
    choices(type.allCases.map(\.rawValue))
  }
}
