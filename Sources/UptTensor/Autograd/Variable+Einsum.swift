/// Sums of products by the names of axes.
extension Variable {
  /// Einstein's summation, as NumPy's `einsum`: `"ij,jk->ik"` is the matrix product.
  ///
  /// A letter names an axis. Axes of one letter run together, within an operand along its diagonal;
  /// letters that the result does not name are summed over. `...` stands for any further axes,
  /// which are broadcast. Without an arrow, the result has the letters that occur once, in
  /// alphabetical order. Unlike NumPy, an axis of size 1 does not stretch to another one of its
  /// letter: with names, that is more often a mistake than a wish.
  ///
  /// Operands are taken from left to right, each pair as one matrix product.
  /// - Throws: `.value` for a formula that is none; `.shape` naming the letter and its two sizes;
  ///   `.memory`.
  public static func einsum(_ formula: String, _ operands: [Variable]) throws -> Variable {
    let formula = try EinsumFormula(formula, operands.map(\.shape))
    var terms = try zip(formula.operands, operands).map { labels, operand in
      try EinsumTerm(labels, operand).simplified(formula.sizes)
    }
    guard var term = terms.first else {
      throw EngineError(.value, "a formula needs at least one tensor")
    }
    terms.removeFirst()
    for (position, next) in terms.enumerated() {
      let later = terms[(position + 1)...].flatMap(\.labels)
      term = try term.contracted(with: next, keeping: Set(formula.result + later), formula.sizes)
    }
    return try term.summed(keeping: Set(formula.result)).arranged(formula.result).value
  }
}

/// A tensor whose axes have names.
private struct EinsumTerm {
  typealias Label = EinsumFormula.Label

  let labels: [Label]
  let value: Variable

  init(_ labels: [Label], _ value: Variable) {
    self.labels = labels
    self.value = value
  }

  /// Without repeated labels, of which the diagonal is taken, and without axes that only stretch.
  func simplified(_ sizes: [Label: Int]) throws -> EinsumTerm {
    let stretched = labels.indices.filter { value.shape[$0] != sizes[labels[$0]] }
    if !stretched.isEmpty {
      let kept = labels.indices.filter { !stretched.contains($0) }
      return try EinsumTerm(kept.map { labels[$0] }, value.reshaped(kept.map { value.shape[$0] }))
        .simplified(sizes)
    }
    for (position, label) in labels.enumerated() {
      guard let other = labels[..<position].firstIndex(of: label) else { continue }
      let rest = labels.indices.filter { $0 != position && $0 != other }
      let size = value.shape[position]
      let flat = try value.permuted([other, position] + rest)
        .reshaped([size * size] + rest.map { value.shape[$0] })
      let diagonal = try flat.gathered((0..<size).map { $0 * (size + 1) })
      return try EinsumTerm([label] + rest.map { labels[$0] }, diagonal).simplified(sizes)
    }
    return self
  }

  /// Summed over all axes that are not kept.
  func summed(keeping kept: Set<Label>) throws -> EinsumTerm {
    let axes = labels.indices.filter { !kept.contains(labels[$0]) }
    if axes.isEmpty { return self }
    return EinsumTerm(labels.filter(kept.contains), try value.sum(axes: axes))
  }

  /// The axes in the order of `order`, which names all of them.
  func arranged(_ order: [Label]) throws -> EinsumTerm {
    let axes = order.compactMap(labels.firstIndex(of:))
    return EinsumTerm(order, try value.permuted(axes))
  }

  /// The product with another term, summed over what is not kept.
  func contracted(
    with other: EinsumTerm, keeping kept: Set<Label>, _ sizes: [Label: Int]
  ) throws -> EinsumTerm {
    let a = try summed(keeping: kept.union(other.labels))
    let b = try other.summed(keeping: kept.union(labels))
    let shared = a.labels.filter(b.labels.contains)
    let batch = shared.filter(kept.contains)
    let inner = shared.filter { !kept.contains($0) }
    let rows = a.labels.filter { !shared.contains($0) }
    let columns = b.labels.filter { !shared.contains($0) }
    let result = batch + rows + columns

    func shape(_ labels: [Label]) -> [Int] { labels.compactMap { sizes[$0] } }
    func ones(_ labels: [Label]) -> [Int] { labels.map { _ in 1 } }
    func count(_ labels: [Label]) throws -> Int { try Tensor.elementCount(shape(labels)) }

    if inner.isEmpty {
      // Nothing to sum: element by element, which needs no matrices.
      let left = try a.arranged(batch + rows).value.reshaped(shape(batch + rows) + ones(columns))
      let right = try b.arranged(batch + columns).value
        .reshaped(shape(batch) + ones(rows) + shape(columns))
      return EinsumTerm(result, try left * right)
    }
    let left = try a.arranged(batch + rows + inner).value
      .reshaped([count(batch), count(rows), count(inner)])
    let right = try b.arranged(batch + inner + columns).value
      .reshaped([count(batch), count(inner), count(columns)])
    return EinsumTerm(result, try left.matmul(right).reshaped(shape(result)))
  }
}
