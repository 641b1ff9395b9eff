import Testing
import UptBuiltins

/// Looking into encoders, data and tuned prompts from a script: what it shows, and what it says
/// when asked for something that is not there.
@Suite struct InsideTests {
  private static let setup = """
    let clip = encoder("demo")
    let data = dataset("demo/species")
    let train = data.fewshot(1)
    let image = data.test[0].image

    """

  private func shown(_ script: String) throws -> String {
    let session = EngineSession()
    try session.run(Self.setup)
    return session.transcript(script)
  }

  @Test func attentionSumsToOne() throws {
    for method in ["text_prompt(clip)", "visual_prompt(clip, depth: 3)", "unified_prompt(clip)"] {
      let text = try shown("""
        let map = fit(\(method), train, epochs: 1).attention(image, layer: 2, head: -1)
        abs(map.weights.sum().item() + map.prompts.sum().item() + map.own - 1) < 0.00001
        [map.layer, map.head] + map.weights.shape
        """)
      #expect(text == "true\n[2, 3, 6, 6]\n", "\(method)")
    }
  }

  /// The prompts change where the tower looks; text prompts do not.
  @Test func promptsTakePart() throws {
    let text = try shown("""
      let plain = clip.attention(image).weights
      let visual = fit(visual_prompt(clip), train, epochs: 2).attention(image)
      allclose(plain, fit(text_prompt(clip), train, epochs: 2).attention(image).weights)
      allclose(plain, visual.weights)
      visual.prompts.shape
      """)
    #expect(text == "true\nfalse\n[4]\n")
  }

  @Test func attentionIsDrawn() throws {
    let text = try shown("clip.attention(image, layer: 1)\n")
    #expect(text.contains("layer 1, mean of heads"))
    #expect(text.split(separator: "\n").count == 17)
  }

  @Test(arguments: [
    ("clip.attention(image, layer: 6)", "the vision tower of demo has the layers 0 to 5, not 6"),
    ("clip.attention(image, head: 4)", "the vision tower of demo has the heads 0 to 3, not 4"),
    ("clip.attention(data.test)", "`image` of `attention` must be an image, not a split"),
    (
      "fit(visual_prompt(clip), train, epochs: 1).nearest_words()",
      "visual tunes no text prompts, so there are no words near them"
    ),
    ("variance(data, clip)", "`encoder` of `variance` must be an encoder, not a dataset"),
    ("variance(clip, clip)", "`data` of `variance` must be a dataset or a split of a dataset"),
    ("variance(clip, data.test[..<0])", "has no images"),
    (
      "fit(text_prompt(clip), train, epochs: 1).words",
      "a set of tuned prompts has no member `words`"
    ),
  ])
  func whatIsNotThere(_ script: String, _ message: String) throws {
    let text = try shown(script)
    #expect(text.contains(message), "\(text)")
  }

  /// Remarks about measurements reach the reader from the engine's own tables, too.
  @Test func tablesOfTheEngineRemark() throws {
    let text = try shown("""
      let tuned = fit(text_prompt(clip), train, epochs: 3)
      let loss = tuned.history.mean("loss")
      loss < loss + 0.0001
      """)
    #expect(text.contains("remark: "), "\(text)")
  }
}
