import Foundation

@testable import UptSyntax

/// The scripts of the repository.
enum ScriptTexts {
  /// The scripts that tests run for what they say: without their expectations.
  static let golden: [String] = texts(below: "Tests").map {
    $0.components(separatedBy: "\n# expect\n")[0] + "\n"
  }

  /// The scripts for users, and the examples in the texts about them.
  static let published: [String] = texts(below: "Scripts") + examples

  /// All of them that are valid.
  static let valid: [String] = (golden + published).filter {
    Parser.parse(text: $0, name: "script").isValid
  }

  private static func texts(below folder: String) -> [String] {
    let root = Repository.root.appendingPathComponent(folder)
    let found = FileManager.default.enumerator(atPath: root.path)
    let names = found?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".upt") }.sorted().compactMap {
      try? String(contentsOf: root.appendingPathComponent($0), encoding: .utf8)
    }
  }

  private static var examples: [String] {
    let file = Repository.root.appendingPathComponent("README.md")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "\n```upt\n").dropFirst().map {
      $0.components(separatedBy: "\n```")[0] + "\n"
    }
  }
}
