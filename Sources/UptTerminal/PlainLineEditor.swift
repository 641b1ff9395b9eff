import Foundation

/// Reads lines as they come: for terminals without editing and for pipes.
public final class PlainLineEditor: LineEditor {
  private let readOne: () -> String?
  private let write: (String) -> Void
  private let showsPrompts: Bool

  /// An editor that reads from `readOne` (by default the standard input) and writes its prompts, if
  /// it shows them, through `write`.
  public init(
    showsPrompts: Bool, readOne: @escaping () -> String? = { readLine() },
    write: @escaping (String) -> Void = { Standard.write($0) }
  ) {
    self.showsPrompts = showsPrompts
    self.readOne = readOne
    self.write = write
  }

  public func read(prompt: String, rules: InputRules) -> LineInput {
    var text = ""
    var isFirst = true
    let before = Interrupts.count
    while true {
      if showsPrompts {
        let dots = String(repeating: ".", count: max(prompt.count - 1, 0)) + " "
        write(isFirst ? prompt : dots)
      }
      guard let line = readOne() else {
        if Interrupts.count != before {
          Standard.clearInputError()
          if showsPrompts { write("\n") }
          return .interrupted
        }
        // What is open at the end of the file is handed over: the parser says what is missing.
        return isFirst ? .endOfInput : .text(text)
      }
      text += isFirst ? line : "\n" + line
      isFirst = false
      if case .complete = rules.isComplete(text) { return .text(text) }
      if line.allSatisfy(\.isWhitespace), showsPrompts { return .text(text) }
    }
  }
}

/// Gives prepared inputs one after the other, for tests.
public final class ScriptedLineEditor: LineEditor {
  private var inputs: [LineInput]
  /// The prompts that were shown.
  public private(set) var prompts: [String] = []
  public private(set) var history: [String] = []

  /// An editor that gives `inputs`, then the end of input.
  public init(_ inputs: [LineInput]) { self.inputs = inputs.reversed() }

  public func read(prompt: String, rules: InputRules) -> LineInput {
    prompts.append(prompt)
    return inputs.popLast() ?? .endOfInput
  }

  public func remember(_ text: String) { history.append(text) }
}
