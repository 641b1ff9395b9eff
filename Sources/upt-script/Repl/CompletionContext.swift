import Foundation
import UptRuntime
import UptTerminal

/// What the text before the cursor asks to be completed.
struct CompletionContext {
  /// The part of a name that is typed already.
  let typed: Substring
  /// The text before that.
  private let before: Substring

  init(_ text: String) {
    let start = text.lastIndex { !Identifier.contains($0) }.map { text.index(after: $0) }
    before = text[..<(start ?? text.startIndex)]
    typed = text[(start ?? text.startIndex)...]
  }

  /// What may stand here.
  func completions(in interpreter: Interpreter) -> Completions {
    if let path = openPath { return Self.files(path) }
    if before.hasSuffix("."), !before.hasSuffix("..") {
      guard let value = Self.value(of: Self.chain(before.dropLast()), in: interpreter) else {
        return Completions()
      }
      return proposals(value.members.map { ($0.name, $0.help) })
    }
    let names = typed.hasPrefix("_") ? interpreter.names
      : interpreter.names.filter { !$0.hasPrefix("_") }
    let known = (names + Self.keywords).sorted().map { name in
      (name, Member(name, holding: interpreter.value(of: name)).help)
    }
    return proposals(labels(in: interpreter) + known)
  }

  private func proposals(_ found: [(String, String)]) -> Completions {
    Completions(
      replacing: typed.unicodeScalars.count,
      found.filter { $0.0.hasPrefix(typed) }.map { Completions.Candidate($0.0, detail: $0.1) })
  }

  private static let keywords = [
    "else", "false", "for", "func", "if", "in", "let", "nil", "return", "true", "var", "while",
  ]

  // MARK: Values

  /// The names before the cursor that dots join: `["a", "b"]` for `1 + a.b`.
  private static func chain(_ text: Substring) -> [Substring] {
    let start = text.lastIndex { !Identifier.contains($0) && $0 != "." }
    let names = text[(start.map { text.index(after: $0) } ?? text.startIndex)...]
    return names.split(separator: ".", omittingEmptySubsequences: false)
  }

  private static func value(of chain: [Substring], in interpreter: Interpreter) -> Value? {
    guard let first = chain.first, var value = interpreter.value(of: String(first)) else {
      return nil
    }
    for name in chain.dropFirst() {
      guard let next = try? value.member(String(name)) else { return nil }
      value = next
    }
    return value
  }

  // MARK: Arguments

  /// The labels of the call that the cursor is in, if a new argument begins there.
  private func labels(in interpreter: Interpreter) -> [(String, String)] {
    guard let last = before.last(where: { !$0.isWhitespace }), "(,".contains(last),
      let open = openParenthesis,
      case .function(let function)? = Self.value(
        of: Self.chain(before[..<open]), in: interpreter)
    else { return [] }
    let given = before[open...]
    return function.parameters.compactMap { parameter in
      switch parameter.kind {
      case .rest, .labelled: return nil
      default:
        let label = parameter.name + ": "
        return given.contains(parameter.name + ":") ? nil : (label, parameter.help)
      }
    }
  }

  /// Where the innermost call that is open begins its arguments.
  private var openParenthesis: Substring.Index? {
    var closed = 0
    for index in before.indices.reversed() {
      switch before[index] {
      case ")", "]", "}": closed += 1
      case "(", "[", "{":
        if closed == 0 { return before[index] == "(" ? index : nil }
        closed -= 1
      default: break
      }
    }
    return nil
  }

  // MARK: Files

  /// The beginning of a file's name, inside quotes or after `:load`.
  private var openPath: Substring? {
    let text = before.base[..<typed.endIndex]
    if text.hasPrefix(":load ") { return text.dropFirst(6).drop { $0 == " " } }
    let line = text.suffix(while: { $0 != "\n" })
    var opening: Substring.Index?
    var isEscaped = false
    for index in line.indices {
      if line[index] == "\"", !isEscaped { opening = opening == nil ? index : nil }
      isEscaped = line[index] == "\\" && !isEscaped
    }
    return opening.map { line[line.index(after: $0)...] }
  }

  private static func files(_ path: Substring) -> Completions {
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let folder = (String(path[..<slash]) as NSString).expandingTildeInPath
    let typed = path[slash...]
    let manager = FileManager.default
    let there = (try? manager.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    let found = there.filter { $0.hasPrefix(typed) && ($0.first != "." || typed.first == ".") }
    let names = found.sorted().map { name in
      var isFolder: ObjCBool = false
      let full = (folder as NSString).appendingPathComponent(name)
      _ = manager.fileExists(atPath: full, isDirectory: &isFolder)
      return Completions.Candidate(name + (isFolder.boolValue ? "/" : ""))
    }
    return Completions(replacing: typed.unicodeScalars.count, names)
  }
}

extension Substring {
  /// The longest end of which all characters fulfil a condition.
  fileprivate func suffix(while condition: (Character) -> Bool) -> Substring {
    self[(lastIndex { !condition($0) }.map { index(after: $0) } ?? startIndex)...]
  }
}
