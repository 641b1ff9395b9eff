import Testing
import UptBuiltins
import UptNotebook

/// Tuned prompts with other classes, their recipe, and what is said where something does not fit.
@Suite struct ElsewhereTests {
  private static let setup = """
    let clip = encoder("demo")
    let data = dataset("demo/textures")
    let (base, new) = (base: data.half("base"), new: data.half("new"))
    let tuned = fit(text_prompt(clip, words: "a photo of a"), base.fewshot(1), epochs: 1)

    """

  private func shown(_ script: String) throws -> String {
    let session = EngineSession()
    try session.run(Self.setup)
    return session.transcript(script)
  }

  /// Names come from data, splits, lists of names or strings, each with the template it has.
  @Test func classesInEveryForm() throws {
    let text = try shown("""
      let a = tuned.with_classes(new.classes)
      let b = tuned.with_classes(new)
      let c = tuned.with_classes(new.test)
      let d = tuned.with_classes([name for name in new.classes])
      [a.classes == new.classes, a.accuracy(new.test) < 0.5]
      [allclose(a.logits(new.test), x.logits(new.test)) for x in [b, c, d]]
      let visual = fit(visual_prompt(clip), base.fewshot(1), epochs: 1)
      let e = visual.with_classes(new.classes)
      let f = visual.with_classes([name for name in new.classes], template: new.template)
      allclose(e.logits(new.test), f.logits(new.test))
      type(e)
      """)
    #expect(text == "[true, true]\n[true, true, true]\ntrue\nclassifier\n")
  }

  /// Where all classes are known already, the result is that of the prompts themselves.
  @Test func ownClasses() throws {
    let text = try shown("""
      tuned.with_classes(base).accuracy(base.test) == tuned.accuracy(base.test)
      """)
    #expect(text == "true\n")
  }

  static let refusals = [
    (
      "fit(text_prompt(clip, class_specific: true), base.fewshot(1), epochs: 1).with_classes(new)",
      "the text prompts have vectors of their own for each of the 5 classes of demo/textures base "
        + "train, 1 shot, seed 1, and none for other classes", "prompts without class_specific"
    ),
    (
      "tuned.accuracy(new.test)",
      "class 0 of demo/textures new test is \"brick\"", "tuned.with_classes(data.classes)"
    ),
    (
      "tuned.accuracy(data.test)", "has 10 classes, but these prompts know 5",
      "tuned.with_classes(data.classes)"
    ),
    ("tuned.with_classes([])", "there are no classes", "tuned.with_classes([])"),
    ("tuned.with_classes(\"dax\")", "must be a list of strings", "[\"dax\"]"),
    ("tuned.with_classes(new, template: [\"{}\", \"a {}\"])", "one template, not 2", "E0402"),
    (
      "fit(visual_prompt(clip), base.fewshot(1), epochs: 1).with_classes(new, template: \"x\")",
      "the template \"x\" has no {}", "^^^"
    ),
    ("zero_shot(clip, data).with_classes(new)", "with_classes", "E0403"),
    ("zero_shot(clip, data).accuracy(new.test)", "5 classes", "zero_shot(encoder, data.classes)"),
  ]

  @Test(arguments: refusals)
  func refuses(_ script: String, _ message: String, _ hint: String) throws {
    let text = try shown(script)
    #expect(text.contains(message) && text.contains(hint), "\(text)")
    #expect(text.components(separatedBy: "error[").count == 2, "\(text)")
  }

  @Test func recipe() throws {
    let text = try shown("""
      let recipe = fit(unified_prompt(clip, length: 2), base.fewshot(2, seed: 3), epochs: 1,
                       lr: 0.01, seed: 5).recipe
      [recipe.method.method, recipe.encoder.name, recipe.data.name]
      [recipe.method.length, recipe.data.classes, recipe.options.epochs, recipe.seed]
      [recipe.options.schedule.base, recipe.options.optimizer.weight_decay]
      [type(recipe.encoder.fingerprint), type(recipe.version)]
      to_json(recipe).count > 500
      """)
    #expect(text == """
      ["unified", "demo", "demo/textures base train, 2 shots, seed 3"]
      [2, 5, 1, 5]
      [0.01, 0.0005]
      ["string", "string"]
      true

      """)
  }

  /// Planned, other classes are texts to encode and nothing more.
  @Test func planned() throws {
    let session = EngineSession()
    try session.run(Self.setup)
    let plan = try session.plan("tuned.with_classes(new).accuracy(new.test)\n")
    guard case .table(let table) = plan.exhibit else {
      Issue.record("the plan is no table")
      return
    }
    #expect(
      try table.column("work").cells.map(\.label) == ["class texts", "image features", "in all"])
  }
}
