import Foundation

/// The rules of `Grammar/upt.ebnf`, as the tests read them.
///
/// A rule's right side is a tree of forms; forms are numbered, so that what is known of them can be
/// kept in arrays.
struct Grammar: Sendable {
  /// One form of the notation; the numbers are those of other forms.
  enum Form: Sendable {
    /// `"x"`, and `NEWLINE`.
    case text(String)
    /// `? words ?`
    case words(String)
    case rule(String)
    /// Forms one after the other. A bracket among them encloses those up to the bracket that closes
    /// it; `isEnclosed` says of each form whether one does.
    case sequence([Int], isEnclosed: [Bool])
    case choice([Int])
    case optional(Int)
    case repeated(Int)
    /// `x - y`: an x in which no rule y occurs outside of brackets.
    case excluding(Int, String)
  }

  var forms: [Form] = []
  /// The form of every rule's right side.
  var rules: [String: Int] = [:]
  /// The names of the rules in the order of the file.
  var names: [String] = []

  /// The grammar of the repository.
  static let upt: Grammar = {
    let file = Repository.root.appendingPathComponent("Grammar/upt.ebnf")
    var reader = GrammarReader((try? String(contentsOf: file, encoding: .utf8)) ?? "")
    return reader.read()
  }()

  mutating func add(_ form: Form) -> Int {
    forms.append(form)
    return forms.count - 1
  }

  /// All texts that occur in quotes.
  var texts: Set<String> {
    Set(forms.compactMap { if case .text(let text) = $0 { text } else { nil } })
  }

  /// All words between question marks.
  var words: Set<String> {
    Set(forms.compactMap { if case .words(let words) = $0 { words } else { nil } })
  }

  /// The texts of a rule that only chooses between some.
  func choices(of rule: String) -> [String] {
    guard let form = rules[rule], case .choice(let parts) = forms[form] else { return [] }
    return parts.compactMap { if case .text(let text) = forms[$0] { text } else { nil } }
  }
}

/// Where the files are that the tests read.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
