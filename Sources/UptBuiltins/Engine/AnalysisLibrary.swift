import UptRuntime
import UptTuning

/// What explains results: measures of encoders and data.
enum AnalysisLibrary {
  static func builtins(_ surroundings: Surroundings) -> [Builtin] { [variance(surroundings)] }

  private static func variance(_ surroundings: Surroundings) -> Builtin {
    Builtin(
      "variance",
      [
        .required("encoder"),
        .required("data", help: "a split, or a data set, of which the training images are taken"),
      ],
      help: """
        The paper's two variances of a data set under an encoder: `visual`, that of image features
        within a class, on average over the classes, and `text`, that of the class texts. By the
        paper, text prompts gain least where the first is high, and visual prompts where the second
        is low. Features have length 1, and a variance is their mean squared distance to the mean,
        from 0 to 1.

            let clip = encoder("demo")
            let v = variance(clip, dataset("demo/species"))
            v.visual > v.text      # false
        """
    ) { call in
      let model = try call.encoder(0).model
      let split =
        if case .object(let data as DatasetObject) = call[1] {
          try call.usable(data.dataset.train, surroundings)
        } else {
          try call.split(1, or: "a dataset or ")
        }
      if let plan = surroundings.planning, split.count > 0 {
        try plan.noteFeatures(of: split, model)
        try plan.noteTexts(split.prompts, of: split.name, model)
        return .record([("visual", .real(1)), ("text", .real(1))])
      }
      let variance = try call.blaming("data") { try FeatureVariance(model, split) }
      return .record([("visual", .real(variance.visual)), ("text", .real(variance.text))])
    }
  }
}
