/// The formula of ``Variable/einsum(_:_:)``, such as `ij,jk->ik`, checked against the operands.
struct EinsumFormula {
  /// The name of an axis.
  enum Label: Hashable, Comparable {
    /// An axis under `...`, counted from the last of them. They come first in an implicit result.
    case broadcast(Int)
    case letter(Character)
  }

  /// The axes of every operand; one letter may name several axes of one operand.
  let operands: [[Label]]
  /// The axes of the result.
  let result: [Label]
  /// The size of every axis. Under `...`, a size of 1 stretches.
  let sizes: [Label: Int]

  /// - Throws: `.value` for a formula that is none, `.shape` where it does not fit the operands.
  init(_ formula: String, _ shapes: [[Int]]) throws {
    let text = formula.filter { !$0.isWhitespace }
    let (left, right) = try Self.halves(text)
    let terms = left.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard terms.count == shapes.count else {
      throw EngineError(
        .value, "the formula \"\(text)\" takes "
          + "\(Shapes.counted(terms.count, "tensor", "tensors")), but "
          + "\(Shapes.counted(shapes.count, "is", "are")) given")
    }
    var operands: [[Label]] = []
    var places: [Label: (size: Int, term: String, shape: [Int])] = [:]
    for (term, shape) in zip(terms, shapes) {
      let labels = try Self.labels(term, rank: shape.count, of: shape)
      operands.append(labels)
      for (label, size) in zip(labels, shape) {
        guard let known = places[label], known.size != size else {
          if places[label] == nil { places[label] = (size, term, shape) }
          continue
        }
        if case .broadcast = label, size == 1 || known.size == 1 {
          if known.size == 1 { places[label] = (size, term, shape) }
          continue
        }
        throw Self.disagreement(label, known, (size, term, shape))
      }
    }
    self.operands = operands
    sizes = places.mapValues(\.size)
    result = try right.map { try Self.result($0, places.keys.sorted()) }
      ?? Self.implicitResult(operands)
  }

  // MARK: Reading

  private static func halves(_ text: String) throws -> (left: String, right: String?) {
    guard let arrow = text.firstRange(of: "->") else { return (text, nil) }
    return (String(text[..<arrow.lowerBound]), String(text[arrow.upperBound...]))
  }

  /// The letters of one term, and where `...` stands among them.
  private static func letters(_ term: String) throws -> (letters: [Character], dots: Int?) {
    var letters: [Character] = []
    var dots: Int?
    var rest = term[...]
    while let next = rest.first {
      if rest.hasPrefix("..."), dots == nil {
        dots = letters.count
        rest = rest.dropFirst(3)
        continue
      }
      guard next.isASCII, next.isLetter else {
        throw EngineError(
          .value, "\"\(next)\" has no meaning in the term \"\(term)\"",
          hint: "axes are named by letters, further ones by one \"...\"; commas separate terms, "
            + "and -> stands before the result")
      }
      letters.append(next)
      rest = rest.dropFirst()
    }
    return (letters, dots)
  }

  private static func labels(_ term: String, rank: Int, of shape: [Int]) throws -> [Label] {
    let (letters, dots) = try letters(term)
    let extra = rank - letters.count
    guard extra == 0 || (dots != nil && extra > 0) else {
      throw EngineError(
        .shape, "the term \"\(term)\" names \(Shapes.counted(letters.count, "axis", "axes")), "
          + "but its tensor has the shape \(shape)",
        hint: extra > 0 ? "\"...\" stands for axes without a letter" : nil)
    }
    let named = letters.map(Label.letter)
    guard let dots else { return named }
    return named[..<dots] + (0..<extra).reversed().map(Label.broadcast) + named[dots...]
  }

  private static func result(_ term: String, _ known: [Label]) throws -> [Label] {
    let (letters, dots) = try letters(term)
    let named = letters.map(Label.letter)
    for (position, label) in named.enumerated() {
      guard known.contains(label) else {
        throw EngineError(
          .value, "the letter \(letters[position]) of the result \"\(term)\" occurs in no operand")
      }
      guard !named[..<position].contains(label) else {
        throw EngineError(
          .value, "the letter \(letters[position]) occurs twice in the result \"\(term)\"")
      }
    }
    let broadcast = known.filter { if case .broadcast = $0 { true } else { false } }
    guard let dots else {
      guard broadcast.isEmpty else {
        throw EngineError(
          .value, "the result \"\(term)\" leaves out the axes under \"...\"",
          hint: "write \"...\" there, too, or give the axes letters to sum over them")
      }
      return named
    }
    return named[..<dots] + broadcast.reversed() + named[dots...]
  }

  /// What NumPy takes where the formula has no arrow: the axes under `...`, then the letters that
  /// occur once, in alphabetical order.
  private static func implicitResult(_ operands: [[Label]]) -> [Label] {
    let all = operands.flatMap { $0 }
    let broadcast = Set(all.filter { if case .broadcast = $0 { true } else { false } })
    let single = Set(all).subtracting(broadcast).filter { label in
      all.count { $0 == label } == 1
    }
    return broadcast.sorted().reversed() + single.sorted()
  }

  private static func disagreement(
    _ label: Label, _ a: (size: Int, term: String, shape: [Int]),
    _ b: (size: Int, term: String, shape: [Int])
  ) -> EngineError {
    let name = if case .letter(let letter) = label { "the letter \(letter)" } else { "an axis under \"...\"" }
    let second =
      a.term == b.term && a.shape == b.shape
      ? "\(b.size) there, too" : "\(b.size) in \"\(b.term)\" of shape \(b.shape)"
    return EngineError(
      .shape, "\(name) is \(a.size) in \"\(a.term)\" of shape \(a.shape), but \(second)")
  }
}
