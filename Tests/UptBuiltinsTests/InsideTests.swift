import Testing
import UptBuiltins
import UptCLIP
import UptData
import UptTuning

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

  /// The brightest place of the overlay lies in the patch with the largest share.
  @Test func theOverlayIsBrightWhereTheShareIsLarge() throws {
    let model = try CLIPModel(path: Resources.locate("demo.safetensors").path)
    let map = try AttentionMap(model, Image(width: 48, height: 48, red: 90, green: 90, blue: 90))
    let overlay = try map.overlay()
    #expect(overlay.width == 192 && overlay.height == 192)
    let sums = (0..<192 * 192).map { i in
      overlay.pixels[3 * i..<3 * i + 3].reduce(0) { $0 + Int($1) }
    }
    let brightest = try #require(sums.indices.max { sums[$0] < sums[$1] })
    let patch = brightest / 192 / 32 * 6 + brightest % 192 / 32
    #expect(map.weights.data[patch] == map.weights.data.max())
  }

  /// A confusion is drawn, and is a table all the same.
  @Test func confusionIsDrawn() throws {
    let text = try shown("""
      let confusion = zero_shot(clip, data.classes).confusion(data.test)
      confusion
      confusion[0].class
      confusion[..<1].columns[1]
      """)
    #expect(text.contains("taken for"))
    #expect(text.hasSuffix("blicket\n→ blicket\n"))
  }

  @Test func heatMaps() throws {
    let text = try shown("""
      heatmap(tensor([[0, 1], [2, 3]]), rows: ["a", "b"], columns: [1, 2], title: "four")
      let t = table(m: ["x", "x", "y"], s: [1, 4, 1], v: [5, 6, 7])
      heatmap(t, rows: "m", columns: "s", value: "v")
      """)
    #expect(text.hasPrefix("four\n"))
    #expect(text.contains("3 █") && text.contains("7 █"), "\(text)")
  }

  @Test(arguments: [
    ("heatmap(ones([2, 2, 2]))", "not one of shape [2, 2, 2]"),
    ("heatmap(zeros([0, 2]))", "not one of shape [0, 2]"),
    ("heatmap(ones([2, 2]), rows: [\"a\"])", "`rows` has length 1, but the tensor has 2 rows"),
    ("heatmap(ones([2]), value: \"v\")", "`value` is a column of a table"),
    ("heatmap(table(a: [1]), rows: \"a\")", "needs `rows`, `columns` and `value`"),
    ("heatmap(table(a: [\"x\"], b: [\"y\"]))", "column 'b' has to hold numbers"),
    ("heatmap(clip)", "`data` of `heatmap` must be a tensor or a table, not an encoder"),
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
