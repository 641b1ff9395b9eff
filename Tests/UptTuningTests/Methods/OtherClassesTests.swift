import Testing
import UptCLIP
import UptData
import UptTensor
import UptTuning

/// Learned prompts with other classes than their own.
@Suite struct OtherClassesTests {
  private static let general = Tiny.methodNames.filter { $0 != "class-specific" } + ["scripted"]

  /// With their own names the prompts make their own classifier; each name's vector is its own
  /// affair, whatever stands beside it.
  @Test(arguments: general)
  func everyClassByItself(_ name: String) throws {
    let tuned = try TunedFileTests.tuned(name, Tiny.model())
    let template = tuned.template
    let same = try tuned.classifier(of: Tiny.classes, template: template)
    let split = try Tiny.split(perClass: 2)
    let own = try tuned.classifier.logits(split)
    #expect(try same.logits(split).distance(to: own) < 1e-4)

    let other = try tuned.classifier(
      of: ["a new thing", Tiny.classes[2], Tiny.classes[0]], template: template)
    let three = try Tiny.split(perClass: 2, classes: other.classes)
    let scores = try other.logits(three)
    for row in 0..<6 {
      #expect(abs(scores.data[3 * row + 1] - own.data[3 * row + 2]) < 1e-3, "row \(row)")
      #expect(abs(scores.data[3 * row + 2] - own.data[3 * row]) < 1e-3, "row \(row)")
      #expect(scores.data[3 * row] != own.data[3 * row])
    }
    #expect(try tuned.classifier(of: ["one"], template: template).classes == ["one"])
  }

  /// Where no words are learned the names stand in the template that is given.
  @Test func visualPromptsTakeATemplate() throws {
    let model = try Tiny.model()
    let tuned = try TunedFileTests.tuned("deep", model)
    let other = try tuned.classifier(of: ["x", "y"], template: "art of the {}.")
    let plain = try Classifier.zeroShot(model, ["x", "y"], template: "art of the {}.")
    #expect(other.textFeatures.bits == plain.textFeatures.bits)
    #expect(other.visual.tensor?.bits == tuned.classifier.visual.tensor?.bits)
    try refused(.value, "has no {}") {
      _ = try tuned.classifier(of: ["x"], template: "a photo")
    }
  }

  /// A file is as good as the training, of a script's method, too.
  @Test(arguments: ["unified deep", "scripted"])
  func fromAFile(_ name: String) throws {
    let model = try Tiny.model()
    let tuned = try TunedFileTests.tuned(name, model)
    try withTemporaryFile { path in
      try tuned.save(to: path)
      let again = try Tuned.load(path, model: model).classifier(of: ["x", "y"], template: "{}")
      let now = try tuned.classifier(of: ["x", "y"], template: "{}")
      #expect(again.textFeatures.bits == now.textFeatures.bits)
    }
  }

  @Test func whatCannotBe() throws {
    let model = try Tiny.model()
    let own = try TunedFileTests.tuned("class-specific", model)
    try refused(.value, "vectors of their own for each of the 3 classes of tiny train") {
      _ = try own.classifier(of: ["x", "y", "z"], template: "{}")
    }
    for name in ["text", "shallow"] {
      let tuned = try TunedFileTests.tuned(name, model)
      try refused(.value, "there are no classes") {
        _ = try tuned.classifier(of: [], template: "{}.")
      }
      try refused(.value, "the encoder reads 40") {
        let long = String(repeating: "endless ", count: 20)
        _ = try tuned.classifier(of: [long], template: "{}.")
      }
    }
  }

  @Test func recipes() throws {
    let model = try Tiny.model("a model")
    let tuned = try TunedFileTests.tuned("unified deep", model)
    let recipe = tuned.recipe
    #expect(recipe["method"]?["method"]?.string == "unified")
    #expect(recipe["method"]?["depth"]?.integer == 2)
    #expect(recipe["encoder"]?["name"]?.string == "a model")
    #expect(recipe["encoder"]?["fingerprint"]?.string == String(model.fingerprint, radix: 16))
    #expect(recipe["data"]?["name"]?.string == "tiny train")
    #expect(recipe["data"]?["classes"]?.integer == 3)
    #expect(recipe["options"]?["optimizer"]?["rule"]?.string == "adamw")
    #expect(recipe["seed"]?.integer == 1)
    #expect(recipe["version"]?.string == ProgramVersion.number)
    try withTemporaryFile { path in
      try tuned.save(to: path)
      #expect(try Tuned.load(path, model: model).recipe == recipe)
    }
    let scripted = try TunedFileTests.tuned("scripted", model).recipe
    #expect(scripted["method"]?["name"]?.string == "scripted")
    #expect(scripted["method"]?["text_layout"]?["length"]?.integer == 2)
  }
}
