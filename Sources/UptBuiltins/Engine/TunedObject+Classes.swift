import UptCLIP
import UptData
import UptRuntime
import UptTensor
import UptTuning

/// Tuned prompts elsewhere than where they were tuned, and how they were.
extension TunedObject {
  static let elsewhere: [Builtin] = [
    Builtin(
      "with_classes",
      [
        .required("classes", help: "their names, such as `data.classes` of other data"),
        .omissible(
          "template", help: "a sentence with {} where the name goes, if no words were learned"),
      ],
      help: """
        A classifier of other classes by the same prompts, without further training: for new classes
        of the same data, or for other data. Learned words go around the new names, visual prompts
        stay as they are, and without learned words the names stand in the template of their data.
        Prompts with vectors for each class cannot be used so.

            let clip = encoder("demo")
            let data = dataset("demo/textures")
            let tuned = fit(text_prompt(clip), data.half("base").fewshot(1), epochs: 1)
            let new = data.half("new")
            tuned.with_classes(new.classes).accuracy(new.test) < 0.5      # true
        """
    ) { call in
      let object = try call.receiver(as: TunedObject.self)
      let (names, templates) = try call.classesAndTemplates()
      guard let template = templates.first, templates.count == 1 else {
        throw call.error(
          call.position(of: "template"), "`with_classes` takes one template, not "
            + "\(templates.count)")
      }
      return .object(
        ClassifierObject(
          try call.blaming(template.contains("{}") ? "classes" : "template") {
            try object.classifier(of: names, template)
          },
          object.surroundings))
    }
  ]

  /// The classifier, or what stands for it while a script is planned.
  private func classifier(of names: [String], _ template: String) throws -> Classifier {
    guard let plan = surroundings.planning else {
      return try tuned.classifier(of: names, template: template)
    }
    let model = tuned.method.model
    let texts = try tuned.texts(of: names)
      ?? Dataset.prompts(names, template: template).map(model.rows)
    try plan.note(texts, of: "other classes", model)
    return Classifier(
      model: model, classes: names,
      textFeatures: try Classifier.placeholder(model, names).textFeatures,
      visual: classifier.visual)
  }
}
