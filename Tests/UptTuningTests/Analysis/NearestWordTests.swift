import Testing
import UptCLIP
import UptData
import UptTensor
import UptTuning

@Suite struct NearestWordTests {
  private func tuned(_ name: String, epochs: Int = 1) throws -> Tuned {
    let training = try Training(
      Tiny.method(name, Tiny.model()), Tiny.split(), Tiny.options(epochs: epochs))
    if epochs > 1 { try training.run() }
    return try training.tuned()
  }

  /// Vectors that begin as words are those words.
  @Test func initialWords() throws {
    let words = try tuned("words").nearestWords(2)
    let tokenizer = try Tokenizer.clip(vocabularySize: 814)
    let expected = tokenizer.encode("a photo of a").map { tokenizer.decode([$0]) }
    let first = words.filter { $0.rank == 1 }
    #expect(first.map(\.distance).allSatisfy { $0 == 0 })
    #expect(
      zip(first, expected).allSatisfy { word, text in
        text == (word.word.hasSuffix("…") ? String(word.word.dropLast()) : word.word + " ")
      })
    #expect(words.filter { $0.rank == 2 }.allSatisfy { $0.distance > 0 })
  }

  @Test(arguments: ["text", "unified", "front"])
  func everyTokenIsConsidered(_ name: String) throws {
    let tuned = try tuned(name, epochs: 2)
    let vocabulary = tuned.method.model.configuration.vocabularySize
    let words = try tuned.nearestWords(vocabulary + 5)
    let prompt = try #require(tuned.prompts.text)
    #expect(words.count == prompt.shape[0] * vocabulary)
    let embeddings = try tuned.method.model.text.embeddings(of: Array(0..<vocabulary))
    for vector in 0..<prompt.shape[0] {
      let got = words.filter { $0.vector == vector }.map(\.distance)
      let expected = (0..<vocabulary).map { id in
        (0..<8).reduce(0.0) { sum, i in
          let d = Double(embeddings.data[id * 8 + i]) - Double(prompt.data[vector * 8 + i])
          return sum + d * d
        }.squareRoot()
      }.sorted()
      #expect(zip(got, expected).allSatisfy { abs($0 - $1) < 1e-5 })
    }
  }

  @Test func classesOfTheirOwn() throws {
    let words = try tuned("class-specific").nearestWords(1)
    #expect(words.map(\.classIndex) == [0, 0, 1, 1, 2, 2])
    #expect(words.map(\.vector) == [0, 1, 0, 1, 0, 1])
  }

  @Test func visualPromptsAreNoWords() throws {
    let tuned = try tuned("shallow")
    let error = try #require(throws: EngineError.self) { try tuned.nearestWords(3) }
    #expect(error.message.contains("tunes no text prompts"))
  }
}
