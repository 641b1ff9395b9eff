/// The little English that captions need.
enum Grammar {
  /// "a star", "an arrow".
  static func withArticle(_ phrase: String) -> String {
    let vowels: Set<Character> = ["a", "e", "i", "o", "u"]
    return (phrase.first.map(vowels.contains) ?? false ? "an " : "a ") + phrase
  }
}
