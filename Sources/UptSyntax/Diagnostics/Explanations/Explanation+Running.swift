extension Explanation {
  /// What ends a script from outside of its values: limits, files, trainings, assertions.
  static let running: [Explanation] = [
    Explanation(
      "E0701", "a limit of the language",
      """
      Calls nest too deep, or a list, string or tensor would not fit into memory. A function that
      calls itself needs a case in which it does not; `--max-depth` sets how deep calls may nest.
      """,
      wrong: "func f(n) { return f(n - 1) }\nprint(f(3))",
      right: "func f(n) { return if n == 0 { 0 } else { f(n - 1) } }\nprint(f(3))"),
    Explanation(
      "E0702", "interrupted",
      """
      Ctrl-C stopped the script where it was. A training that is interrupted gives what it has, and
      `resume` goes on from there.
      """,
      wrong: "while true { }", right: "for n in 1...3 { print(n) }"),
    Explanation(
      "E0703", "the memory allowed is used up",
      """
      The run was started with `--max-memory` and took more. What is no longer needed is given back
      when its variable gets another value or its function ends.
      """,
      wrong: Example(
        "var kept = []\nwhile true { kept.append(zeros([1000, 1000])) }",
        options: ["--max-memory", "200MB"]),
      right: Example(
        "for _ in 1...1000 { print(zeros([1000, 1000]).sum()) }",
        options: ["--max-memory", "200MB"])),
    Explanation(
      "E0704", "the time allowed is up",
      """
      The run was started with `--timeout` and took longer. A training that is stopped so gives
      what it has before the script ends.
      """,
      wrong: Example("while true { }", options: ["--timeout", "0.2s"]),
      right: Example("for n in 1...3 { print(n) }", options: ["--timeout", "60s"])),
    Explanation(
      "E0801", "a failure outside of the language",
      """
      Something that the program relies on failed in a way that has no code of its own. The message
      is that of the system.
      """,
      wrong: nil, right: nil),
    Explanation(
      "E0802", "a file that cannot be used",
      """
      The file is missing, may not be read or written, or is not what it should be. Paths are
      relative to the folder in which the program was started.
      """,
      wrong: #"let clip = encoder("missing.safetensors")"#, right: #"let clip = encoder("demo")"#),
    Explanation(
      "E0803", "a training that diverged",
      """
      The loss is no longer a number, mostly since the learning rate is too large. Nothing is lost:
      last_good() has the prompts from before that step.
      """,
      wrong: Example(training + "fit(text_prompt(clip), train, epochs: 2, warmup: 0, lr: 1e30)"),
      right: Example(training + "fit(text_prompt(clip), train, epochs: 2)")),
    Explanation(
      "E0804", "a gradient that is wrong",
      """
      `gradcheck` compared a gradient with finite differences, and they disagree. The underline is
      at the operation to blame: one through which no gradient flows, one with a kink or a jump at
      the point of the check, or one whose own derivative is wrong.
      """,
      wrong: "gradcheck({ w in (w * w.sum().item()).sum() }, tensor([1.0, 2.0]))",
      right: "gradcheck({ w in (w * w.sum()).sum() }, tensor([1.0, 2.0]))"),
    Explanation(
      "E0901", "an assertion that failed",
      "The script asserted something that is not so. The message is the script's own.",
      wrong: #"assert(1 + 1 == 3, "sums are right")"#,
      right: #"assert(1 + 1 == 2, "sums are right")"#),
    Explanation(
      "E0902", "an error that the script throws",
      "The script threw it with `throw`, and no `try` around it caught it.",
      wrong: Example(throwing + "check(0)"),
      right: Example(throwing + "try { check(0) } catch error { print(error.message) }")),
  ]

  private static let throwing = """
    func check(shots) {
      if shots < 1 { throw "at least one shot is needed" }
    }

    """

  private static let training = """
    let clip = encoder("demo")
    let train = dataset("demo/textures").fewshot(1)

    """
}
