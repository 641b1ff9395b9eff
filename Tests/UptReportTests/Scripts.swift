import Foundation

/// The scripts of the repository: those for users and those that tests run.
enum Scripts {
  static let all: [String] = ["Scripts", "Tests"].flatMap { folder in
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(folder)
    let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }
    return (names ?? []).filter { $0.hasSuffix(".upt") }.sorted().compactMap {
      try? String(contentsOf: root.appendingPathComponent($0), encoding: .utf8)
    }
  }

  /// Wrong ones: cut short, with lines left out, with signs where none belong.
  static let damaged: [String] = all.enumerated().flatMap { number, text in
    let scalars = Array(text.unicodeScalars.prefix(3000))
    guard !scalars.isEmpty else { return [String]() }
    let place = (number * 7919 + 13) % scalars.count
    func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
      var string = ""
      string.unicodeScalars.append(contentsOf: scalars)
      return string
    }
    let signs = ["\"", "\"\"\"", "\\(", "\n# %% x\n", "#", "(", "}", "\r\n", "\u{301}", "é"]
    return [
      string(scalars[..<place]), string(scalars[place...]),
      string(scalars[..<place]) + signs[number % signs.count] + string(scalars[place...]),
    ]
  }
}
