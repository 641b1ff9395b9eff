import Testing

@testable import UptTensor

/// Sums of products by the names of axes, against plain loops over all indices.
@Suite struct EinsumTests {
  /// The sum over every value of every letter, one term after the other.
  static func reference(_ formula: String, _ operands: [Tensor]) -> Tensor {
    let halves = formula.split(separator: ">", omittingEmptySubsequences: false)
    let terms = halves[0].dropLast().split(separator: ",", omittingEmptySubsequences: false)
    let result = Array(halves[1])
    var sizes: [Character: Int] = [:]
    for (term, operand) in zip(terms, operands) {
      for (letter, size) in zip(term, operand.shape) { sizes[letter] = size }
    }
    let letters = result + sizes.keys.filter { !result.contains($0) }.sorted()
    let shape = result.map { sizes[$0] ?? 0 }
    var sums = [Double](repeating: 0, count: shape.reduce(1, *))
    let inner = letters.dropFirst(result.count).reduce(1) { $0 * (sizes[$1] ?? 0) }
    for (position, index) in indices(letters.map { sizes[$0] ?? 0 }).enumerated() {
      let place = Dictionary(zip(letters, index), uniquingKeysWith: { $1 })
      sums[position / inner] += zip(terms, operands).reduce(1.0) { product, factor in
        product * Double(Reference(factor.1)[factor.0.map { place[$0] ?? 0 }])
      }
    }
    return Tensor(unchecked: shape, sums.map { Float($0) })
  }

  static let cases: [(formula: String, shapes: [[Int]])] = [
    ("i->i", [[3]]), ("ij->ji", [[2, 3]]), ("ij->", [[2, 3]]), ("ij->j", [[2, 3]]),
    ("ijk->kji", [[2, 3, 4]]), ("ii->i", [[3, 3]]), ("ii->", [[3, 3]]), ("iji->j", [[2, 3, 2]]),
    ("iii->i", [[2, 2, 2]]), ("ijij->ij", [[2, 3, 2, 3]]), ("->", [[]]),
    ("i,i->", [[3], [3]]), ("i,j->ij", [[3], [2]]), ("i,j->ji", [[3], [2]]),
    ("i,i->i", [[3], [3]]), ("i,->i", [[3], []]),
    ("ij,jk->ik", [[2, 3], [3, 4]]), ("ij,jk->ki", [[2, 3], [3, 4]]),
    ("ji,kj->ik", [[3, 2], [4, 3]]), ("ij,kj->ik", [[2, 3], [4, 3]]),
    ("ij,ij->", [[2, 3], [2, 3]]), ("ij,ij->j", [[2, 3], [2, 3]]), ("ij,kl->", [[2, 3], [4, 2]]),
    ("ij,j->i", [[2, 3], [3]]), ("ii,i->i", [[3, 3], [3]]), ("ij,ik->jk", [[2, 3], [2, 1]]),
    ("bij,bjk->bik", [[2, 3, 4], [2, 4, 2]]), ("bij,jk->bik", [[2, 3, 4], [4, 2]]),
    ("bnd,bmd->bnm", [[2, 3, 4], [2, 2, 4]]), ("bhnd,bhmd->bhnm", [[2, 2, 3, 2], [2, 2, 3, 2]]),
    ("abc,cd,de->abe", [[2, 3, 2], [2, 3], [3, 2]]), ("i,ij,j->", [[2], [2, 3], [3]]),
    ("i,i,i->i", [[3], [3], [3]]), ("ij,jk,kl,lm->im", [[2, 3], [3, 2], [2, 3], [3, 2]]),
    ("ij,jk->ik", [[2, 1], [1, 3]]), ("ij,jk->ik", [[2, 0], [0, 3]]),
    ("ij,jk->ik", [[0, 2], [2, 3]]), ("ij->i", [[0, 2]]),
  ]

  @Test(arguments: cases.indices)
  func isTheSumOfAllProducts(_ position: Int) throws {
    let (formula, shapes) = Self.cases[position]
    let operands = shapes.enumerated().map { sample($1, seed: $0 + 1) }
    let result = try Variable.einsum(formula, operands.map { Variable($0) }).value
    let expected = Self.reference(formula, operands)
    #expect(result.shape == expected.shape, "\(formula)")
    #expect(relativeDifference(result.data, expected.data.map(Double.init)) < 1e-5, "\(formula)")
  }

  @Test(arguments: cases.indices)
  func gradients(_ position: Int) throws {
    let (formula, shapes) = Self.cases[position]
    let test = GradientCase(formula, shapes) { try .einsum(formula, $0) }
    let report = try test.worst()
    #expect(report.largestError < 1e-3, "\(formula): \(report)")
  }

  @Test func formulasThatLeaveThingsOut() throws {
    let (a, b) = (Variable(sample([2, 3], seed: 1)), Variable(sample([3, 4], seed: 2)))
    func expectEqual(_ short: String, _ long: String, _ operands: [Variable]) throws {
      #expect(
        try Variable.einsum(short, operands).value == Variable.einsum(long, operands).value,
        "\(short)")
    }
    try expectEqual("ij,jk", "ij,jk->ik", [a, b])
    try expectEqual(" ij , jk -> ik ", "ij,jk->ik", [a, b])
    // Without an arrow the letters come in alphabetical order.
    try expectEqual("ba", "ba->ab", [a])
    try expectEqual("ij,ij", "ij,ij->", [a, a])
    let batch = Variable(sample([2, 2, 3], seed: 3))
    try expectEqual("...ij,jk->...ik", "bij,jk->bik", [batch, b])
    try expectEqual("...j,jk", "bij,jk->bik", [batch, b])
    try expectEqual("...->...", "ij->ij", [a])
    try expectEqual("i...->...i", "ij->ji", [a])
    // Axes under the points are broadcast, as everywhere.
    let one = Variable(sample([1, 2, 3], seed: 4))
    let stretched = try one.broadcast(to: [2, 2, 3])
    #expect(
      try Variable.einsum("...j,...j->...", [batch, one]).value
        == Variable.einsum("abj,abj->ab", [batch, stretched]).value)
    #expect(
      try Variable.einsum("...j,...j->...", [batch, a]).value.shape == [2, 2])
  }

  @Test(arguments: [
    ("ij,jk->ik", [[2, 3], [4, 5]],
      "the letter j is 3 in \"ij\" of shape [2, 3], but 4 in \"jk\" of shape [4, 5]"),
    ("ii->i", [[2, 3]], "the letter i is 2 in \"ii\" of shape [2, 3], but 3 there, too"),
    ("ij,jk->ik", [[2, 1], [3, 4]], "the letter j is 1 in \"ij\""),
    ("...i,...i->...", [[2, 3], [4, 3]],
      "an axis under \"...\" is 2 in \"...i\" of shape [2, 3], but 4 in \"...i\" of shape [4, 3]"),
    ("ij,jk->ik", [[2, 3]], "the formula \"ij,jk->ik\" takes 2 tensors, but 1 is given"),
    ("ijk->i", [[2, 3]], "the term \"ijk\" names 3 axes, but its tensor has the shape [2, 3]"),
    ("i->i", [[2, 3]], "the term \"i\" names 1 axis, but its tensor has the shape [2, 3]"),
    ("ij->iz", [[2, 3]], "the letter z of the result \"iz\" occurs in no operand"),
    ("ij->ii", [[2, 3]], "the letter i occurs twice in the result \"ii\""),
    ("i1->i", [[2, 3]], "\"1\" has no meaning in the term \"i1\""),
    ("i->j->k", [[2]], "\"-\" has no meaning in the term \"j->k\""),
    ("...i...->i", [[2]], "\".\" has no meaning"),
    ("...j->j", [[2, 3]], "the result \"j\" leaves out the axes under \"...\""),
    ("é->é", [[2]], "\"é\" has no meaning in the term \"é\""),
  ])
  func formulasThatAreNone(_ formula: String, _ shapes: [[Int]], _ message: String) {
    let error = engineError {
      _ = try Variable.einsum(formula, shapes.map { Variable(sample($0)) })
    }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "no error")")
  }
}
