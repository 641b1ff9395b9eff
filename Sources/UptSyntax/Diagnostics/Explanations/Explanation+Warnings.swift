extension Explanation {
  /// What a script can be run with, but is probably not meant.
  static let warnings: [Explanation] = [
    Explanation(
      "W0001", "a name that is never used",
      """
      The variable gets a value that nothing reads. Use it, take it away, or begin its name with _
      if that is meant.
      """,
      wrong: "func twice(x) {\n  let half = x / 2\n  return x * 2\n}\nprint(twice(3))",
      right: "func twice(x) {\n  return x * 2\n}\nprint(twice(3))"),
    Explanation(
      "W0002", "a name that hides another",
      """
      Inside the block the name means something else than around it, and the outer value cannot be
      reached. To change the outer one, assign with = and without `let` or `var`.
      """,
      wrong: "var best = 0\nfor n in 1...3 {\n  let best = n\n  print(best)\n}\nprint(best)",
      right: "var best = 0\nfor n in 1...3 {\n  best = n\n  print(best)\n}\nprint(best)"),
    Explanation(
      "W0003", "code that is never reached",
      "The statements before always leave the block, so these never run.",
      wrong: "func twice(x) {\n  return x * 2\n  print(x)\n}\nprint(twice(3))",
      right: "func twice(x) {\n  print(x)\n  return x * 2\n}\nprint(twice(3))"),
    Explanation(
      "W0004", "a comparison that is always the same",
      "The value `nan`, which is no number, equals nothing, not even itself: is_nan(x) tells.",
      wrong: "let loss = 0.5\nprint(loss == nan)", right: "let loss = 0.5\nprint(loss < 1)"),
    Explanation(
      "W0005", "a result that is not used",
      """
      The expression computes a value and does nothing else, and inside a block nobody sees it.
      Give it a name, return it or print it.
      """,
      wrong: "var sum = 0\nfor n in [1, 2, 4] {\n  sum + n\n}\nprint(sum)",
      right: "var sum = 0\nfor n in [1, 2, 4] {\n  sum += n\n}\nprint(sum)"),
    Explanation(
      "W0006", "a mark of a cell that nobody knows",
      """
      The words in brackets beside a cell's title are [markdown], [parameters], [code], [cache] and
      [once]. Anything else is part of the title.
      """,
      wrong: "# %% [cahce] Training\nprint(1)", right: "# %% [cache] Training\nprint(1)"),
  ]
}
