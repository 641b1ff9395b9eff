extension Explanation {
  /// What keeps a text from being read.
  static let syntax: [Explanation] = [
    Explanation(
      "E0101", "a character that means nothing",
      """
      The character belongs to no word, number or operator of the language. Often it comes from a
      word processor, which writes curly quotes and long dashes.
      """,
      wrong: "print(“hello”)", right: #"print("hello")"#),
    Explanation(
      "E0102", "a string that is not closed",
      """
      A string in plain quotes ends on the line on which it begins. Text of several lines has three
      quotes at either end.
      """,
      wrong: #"print("hello)"#, right: #"print("hello")"#),
    Explanation(
      "E0103", "something that is not a number",
      """
      A word that begins with a digit has to be a number: 12, 1_000, 0.5, 1e-3 or 0xFF. Units are
      not part of it. Integers beyond 9223372036854775807 are too large; write a real number.
      """,
      wrong: "let width = 3px", right: "let width = 3"),
    Explanation(
      "E0104", "an escape that is not known",
      #"""
      In a string, a backslash begins an escape: \n, \t, \r, \0, \\, \", \u{1F600} or \(value). For
      a backslash itself write two.
      """#,
      wrong: #"print("C:\data")"#, right: #"print("C:\\data")"#),
    Explanation(
      "E0105", "something else is expected",
      """
      The text cannot go on like this. The message says what would fit and what is there instead;
      often a sign is missing just before.
      """,
      wrong: "let shots 4", right: "let shots = 4"),
    Explanation(
      "E0106", "a brace too many",
      "There is no `{` that this `}` closes. The brace that was meant may stand further up.",
      wrong: "print(1)\n}", right: "print(1)"),
    Explanation(
      "E0107", "something that cannot be assigned to",
      """
      On the left of = stands a variable, a member of one or an element of one. To compare two
      values write ==.
      """,
      wrong: "var n = 1\nn + 1 = 2", right: "var n = 1\nn = n + 1"),
    Explanation(
      "E0108", "comparisons in a chain",
      """
      `a < b < c` would compare a truth value with c. Two comparisons are joined with &&. Ranges
      cannot be chained either.
      """,
      wrong: "let x = 5\nprint(0 < x < 10)", right: "let x = 5\nprint(0 < x && x < 10)"),
    Explanation(
      "E0109", "a label that a record has twice",
      "Every label of a record has one value.",
      wrong: "let run = (seed: 1, seed: 2)", right: "let run = (seed: 1, shots: 2)"),
    Explanation(
      "E0110", "too deep nesting",
      """
      Brackets, blocks and prefix operators may nest 256 levels deep, and an expression may have
      1000 levels of operations. Give parts of it names with `let`, or build the value in a loop.
      """,
      wrong: Example("print(" + String(repeating: "!", count: 300) + "true)"),
      right: "print(true)"),
    Explanation(
      "E0111", "code in a markdown cell",
      "A cell marked [markdown] holds only comment lines, which are its text.",
      wrong: "# %% [markdown]\n# The result\nprint(1)",
      right: "# %% [markdown]\n# The result\n# %%\nprint(1)"),
    Explanation(
      "E0112", "a range without both bounds",
      """
      A range such as 1... has no end of its own; it takes the missing bound from the value between
      whose brackets it stands.
      """,
      wrong: "let values = [1, 2, 3]\nlet rest = 1...",
      right: "let values = [1, 2, 3]\nlet rest = values[1...]"),
    Explanation(
      "E0114", "something that is not a format",
      #"""
      Behind the colon in \(value:format) stands how the value is written: .3f for three digits
      after the point, .1% for percent, 8.2f and >10 for a width, e, g or d.
      """#,
      wrong: #"print("\(0.875:percent)")"#, right: #"print("\(0.875:.1%)")"#),
    Explanation(
      "E0115", "something that is not a pattern",
      """
      A pattern is made of names, _, literals, ranges, and of lists and records of these. `let` and
      `for` take only names, since they cannot fail to fit; `match` compares with values as well.
      """,
      wrong: "let [first, 2] = [1, 2]", right: "let [first, _] = [1, 2]"),
    Explanation(
      "E0116", "a path that gives no name",
      """
      An imported script is known by the name of its file. Where that is no name of the language,
      choose one with `as`.
      """,
      wrong: #"import "my-methods.upt""#, right: #"import "my-methods.upt" as methods"#),
  ]
}
