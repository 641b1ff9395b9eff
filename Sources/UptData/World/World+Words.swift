extension World {
  /// Every word that pretraining captions are made of, in order, without repeats: what a small
  /// tokenizer must know whole.
  public static var words: [String] {
    var texts = ["a an the this is on against with without that and background pattern"]
    texts += ["photo picture image drawing of shape object thing figure"]
    let attributes =
      Shape.known.map(\.words) + Colour.allCases.map(\.words) + Texture.known.map(\.words)
      + Size.allCases.map(\.words) + Backdrop.allCases.map(\.words)
    texts += attributes.flatMap { [$0.plain] + $0.synonyms }
    texts += Texture.known.compactMap(\.phrase)
    return distinctWords(texts)
  }

  /// Every word of the tasks' class names, at any closeness; most of them pretraining never uses.
  public static var taskWords: [String] {
    distinctWords(
      TaskRecipe.all.flatMap { $0.classNames(closeness: 0) + $0.classNames(closeness: 1) })
  }

  private static func distinctWords(_ texts: [String]) -> [String] {
    Array(Set(texts.flatMap { $0.split(separator: " ").map(String.init) })).sorted()
  }
}
