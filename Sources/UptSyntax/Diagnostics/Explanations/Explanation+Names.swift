extension Explanation {
  /// What is wrong with names, parameters and jumps, all found before anything runs.
  static let names: [Explanation] = [
    Explanation(
      "E0201", "a name that is not defined",
      """
      No variable, function or built-in has this name where it is used: it may be misspelt, or
      defined inside a block or function, whose names end with it. `help()` lists the built-ins.
      """,
      wrong: "let shots = 4\nprint(shot)", right: "let shots = 4\nprint(shots)"),
    Explanation(
      "E0202", "a name that is defined twice",
      """
      In one block a name has one meaning. To change a value later, define it with `var` and
      assign with =; another cell may define the name anew.
      """,
      wrong: "let shots = 4\nlet shots = 8", right: "var shots = 4\nshots = 8"),
    Explanation(
      "E0203", "a name that is used before it is defined",
      """
      Lines run from top to bottom, so a value has to be defined above its first use. Functions
      may stand anywhere in their cell.
      """,
      wrong: "print(total)\nlet total = 3", right: "let total = 3\nprint(total)"),
    Explanation(
      "E0204", "a name that cannot be changed",
      """
      Only what is defined with `var` can be assigned to. Parameters, the variables of loops,
      functions, built-ins and everything defined with `let` stay as they are.
      """,
      wrong: "let best = 0\nbest = 1", right: "var best = 0\nbest = 1"),
    Explanation(
      "E0205", "a jump out of nothing",
      "`return` leaves a function, `break` and `continue` belong to a loop.",
      wrong: "for n in 1...3 { print(n) }\nbreak",
      right: "for n in 1...3 {\n  print(n)\n  break\n}"),
    Explanation(
      "E0206", "a jump out of a value",
      """
      An `if` that is used as a value has to give one, so it cannot be left with a jump. Write the
      `if` as a statement of its own.
      """,
      wrong: "for n in 1...3 {\n  let m = if n == 2 { break } else { n }\n  print(m)\n}",
      right: "for n in 1...3 {\n  if n == 2 { break }\n  print(n)\n}"),
    Explanation(
      "E0207", "a parameter that the script does not have",
      """
      `--set name=value` replaces a value that the script's [parameters] cell defines, and there is
      none of this name.
      """,
      wrong: Example(parameters, options: ["--set", "shot=8"]),
      right: Example(parameters, options: ["--set", "shots=8"])),
    Explanation(
      "E0208", "a parameter of another type",
      "A value given with `--set` has to be of the kind that it replaces: a number, true or false.",
      wrong: Example(parameters, options: ["--set", "shots=many"]),
      right: Example(parameters, options: ["--set", "shots=8"])),
    Explanation(
      "E0209", "an import inside of something",
      "What a script imports stands at its top level, where a reader looks for it.",
      wrong: "func tune() {\n  import \"my-methods.upt\" as methods\n}",
      right: "import \"my-methods.upt\" as methods\nfunc tune() { }"),
    Explanation(
      "E0210", "scripts that import each other in a circle",
      """
      A script that is imported runs before the one that imports it, so none can come back to
      itself. Move what both need into a third script.
      """,
      wrong: "# script.upt\nimport \"script.upt\"",
      right: "# script.upt\nimport \"my-methods.upt\" as methods"),
    Explanation(
      "E0211", "patterns of one arm with different names",
      """
      Whichever pattern of an arm fits, its value is computed with the same names. Write _ for what
      is not used, or give each pattern an arm of its own.
      """,
      wrong: "match [1, 2] {\n  [a], [a, b] => print(a)\n  _ => print(0)\n}",
      right: "match [1, 2] {\n  [a], [a, _] => print(a)\n  _ => print(0)\n}"),
  ]

  private static let parameters = "# %% [parameters]\nlet shots = 4\n# %%\nprint(shots)"
}
