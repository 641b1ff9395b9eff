import UptCLIP
import UptTensor

/// A word of the vocabulary near a learned vector.
public struct NearestWord: Sendable, Equatable {
  /// The vector's place in its prompt, counted from 0.
  public let vector: Int
  /// The class whose prompt it is; nil where all classes share the prompt.
  public let classIndex: Int?
  /// 1 for the nearest.
  public let rank: Int
  /// The token as text; `…` follows one that is not the end of a word.
  public let word: String
  /// The Euclidean distance of the token's embedding to the vector.
  public let distance: Double
}

extension Tuned {
  /// The `count` tokens whose embeddings lie nearest to each learned text vector, nearest first, as
  /// CoOp interprets its prompts (Zhou et al. 2022, §4).
  ///
  /// - Throws: `.value` when there are no text prompts, or no tokenizer for the encoder.
  public func nearestWords(_ count: Int) throws -> [NearestWord] {
    let model = method.model
    guard let text = prompts.text, let layout = method.textLayout else {
      throw EngineError(
        .value, "\(method.name) tunes no text prompts, so there are no words near them",
        hint: "text and unified prompts have learned word vectors")
    }
    guard let tokenizer = model.tokenizer else {
      throw EngineError(.value, "there is no tokenizer for the vocabulary of \(model.name)")
    }
    let words = try model.text.embeddings(of: Array(0..<model.configuration.vocabularySize))
    let nearest = try Parallel.map(text.shape[0]) { row in
      Self.nearest(count, to: text.rows([row]), among: words)
    }
    return nearest.enumerated().flatMap { row, found in
      found.enumerated().map { rank, entry in
        NearestWord(
          vector: row % layout.length, classIndex: layout.classSpecific ? row / layout.length : nil,
          rank: rank + 1, word: tokenizer.word(entry.id), distance: entry.distance)
      }
    }
  }

  private static func nearest(
    _ count: Int, to vector: Tensor, among words: Tensor
  ) -> [(id: Int, distance: Double)] {
    let width = words.shape[1]
    let squares = (0..<words.shape[0]).map { id in
      var sum: Float = 0
      for i in 0..<width {
        let difference = words.data[id * width + i] - vector.data[i]
        sum += difference * difference
      }
      return sum
    }
    return squares.indices.sorted { (squares[$0], $0) < (squares[$1], $1) }.prefix(max(count, 0))
      .map { (id: $0, distance: Double(squares[$0]).squareRoot()) }
  }
}

extension Tokenizer {
  /// One token as text; `…` follows a piece that is not the end of a word.
  fileprivate func word(_ id: Int) -> String {
    let text = decode([id])
    if id == startOfText || id == endOfText { return text }
    return text.hasSuffix(" ") ? String(text.dropLast()) : text + "…"
  }
}
