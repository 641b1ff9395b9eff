import UptNotebook
import UptRuntime
import UptTuning

/// Methods that look into tuned prompts.
extension TunedObject {
  static let inside: [Builtin] = [
    Builtin(
      "nearest_words",
      [.optional("k", .int(5), help: "how many words for each vector")],
      help: """
        The words of the vocabulary nearest to each learned text vector, by Euclidean distance: a
        table with the vector's place in the prompt, the rank, the word and the distance. `…`
        follows a piece that is not the end of a word.

            let clip = encoder("demo")
            let train = dataset("demo/species").fewshot(1)
            let tuned = fit(text_prompt(clip, words: "a photo of a"), train, epochs: 1)
            tuned.nearest_words(k: 1).word      # ["a", "photo", "of", "a"]
        """
    ) { call in
      let object = try call.receiver(as: TunedObject.self)
      let words = try object.tuned.nearestWords(call.count("k"))
      var columns = [
        Table.Column("vector", words.map { .int($0.vector) }),
        Table.Column("rank", words.map { .int($0.rank) }),
        Table.Column("word", words.map { .text($0.word) }),
        Table.Column("distance", words.map { .real($0.distance) }, format: .fixed(3)),
      ]
      let classes = object.classifier.classes
      let owners = words.compactMap(\.classIndex).filter(classes.indices.contains)
      if owners.count == words.count {
        columns.insert(Table.Column("class", owners.map { .text(classes[$0]) }), at: 0)
      }
      return .object(TableObject(try Table(columns), object.surroundings))
    },
    AttentionObject.method(
      help: """
        Where the image tower's [CLS] looks in a picture, drawn over it: the shares of its attention
        that the patches get. Visual prompts take part as in training; text prompts do not change
        what the image tower sees.

            let clip = encoder("demo")
            let data = dataset("demo/species")
            let tuned = fit(visual_prompt(clip), data.fewshot(1), epochs: 1)
            let map = tuned.attention(data.test[0].image)
            map.weights.shape      # [6, 6]
            map.prompts.shape      # [4]
        """
    ) { (object: TunedObject) in (object.classifier.model, object.classifier.visual) },
  ]
}
