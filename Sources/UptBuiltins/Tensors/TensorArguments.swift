import UptRuntime
import UptTensor

/// Arguments that may be tensors.
extension Call {
  /// A number; a tensor of one element counts as one.
  public func number(_ position: Int) throws -> Double {
    guard let tensor = self[position].asTensor else { return try real(position) }
    guard tensor.value.count == 1, let number = tensor.value.decimals.first else {
      throw notOneNumber(position, tensor)
    }
    return number
  }

  /// The number argument of the parameter called `name`.
  public func number(_ name: String) throws -> Double { try number(position(of: name)) }

  /// A whole number; a tensor of one whole element counts.
  public func wholeNumber(_ position: Int) throws -> Int {
    if self[position].asTensor == nil { return try int(position) }
    guard let whole = Int(exactly: try number(position)) else {
      throw mismatch(position, "a whole number")
    }
    return whole
  }

  /// The error that a tensor with several elements stands where one number is needed.
  func notOneNumber(_ position: Int, _ tensor: TensorObject) -> RuntimeError {
    RuntimeError(
      .shape, "`\(builtin.name)` needs a single number, but the tensor has the shape "
        + "\(tensor.variable.shape)", hint: "mean(), sum() or an index gives one number",
      argument: position)
  }

  /// A tensor, or numbers that make one.
  func variable(_ position: Int) throws -> Variable {
    do {
      if let variable = try TensorConversion.variable(self[position]) { return variable }
    } catch var error as RuntimeError {
      error.argument = position
      throw error
    }
    throw mismatch(position, "a tensor or numbers")
  }

  /// The tensor argument of the parameter called `name`.
  func variable(_ name: String) throws -> Variable { try variable(position(of: name)) }

  /// The tensor that a method is called on.
  func tensor() throws -> Variable { try receiver(as: TensorObject.self).variable }

  /// A list of tensors, or of numbers that make them.
  func variables(_ position: Int) throws -> [Variable] {
    if let tensor = self[position].asTensor {
      var error = mismatch(position, "a list of tensors")
      error.hint = "put it into brackets with the others; it has the shape \(tensor.variable.shape)"
      throw error
    }
    return try list(position).enumerated().map { index, element in
      if let variable = try TensorConversion.variable(element) { return variable }
      var error = error(
        position, "element \(index) of `\(builtin.parameters[position].name)` is "
          + "\(element.typeWithArticle), not a tensor", kind: .type)
      if case .rest = builtin.parameters[position].kind { error.part = index }
      throw error
    }
  }

  /// Whole numbers, from a list, a range, a tensor, or just one.
  func integers(_ position: Int) throws -> [Int] {
    if let integers = TensorConversion.integers(self[position]) { return integers }
    do { return try variable(position).value.integers() } catch let error as EngineError {
      throw self.error(position, error.message, hint: error.hint)
    }
  }

  /// A shape: a list of sizes, or one size.
  func shape(_ position: Int) throws -> [Int] { try sizes([self[position]], position) }

  /// A shape from one list or from several sizes.
  func sizes(_ values: [Value], _ position: Int) throws -> [Int] {
    var values = values
    if values.count == 1, case .list(let list) = values[0] { values = list.elements }
    return try values.map { value in
      if case .int(let size) = value { return size }
      if let tensor = value.asTensor, tensor.value.rank == 0,
        let size = try? tensor.value.integers().first {
        return size
      }
      throw error(
        position, "a shape is a list of ints such as [2, 3], but it holds \(value.typeWithArticle)",
        kind: .type)
    }
  }

  /// One axis or a list of them; nil, for all, if left out.
  func axes(_ name: String) throws -> [Int]? { has(name) ? try shape(position(of: name)) : nil }
}
