import Foundation
import UptRuntime
import UptSyntax
import UptTensor

extension SessionCommand {
  static let save = SessionCommand(
    "save", "FILE.upt", "write the session as a script with a cell for each input",
    details: """
      The script does what the session did, in its order, and gives the same values, random numbers
      included: inputs that failed left nothing behind and are left out, an input that was stopped
      is there as a comment, `_3` is defined where a later input uses it. If the session had a seed
      of its own, the first lines say which. Commands are left out, but not what `:load`, `:time`
      and `:profile` ran. A file that is there already is only replaced if `:save` wrote it.
      """,
    argument: .file
  ) { session, path in session.save(path, over: false) }

  static let saveOver = SessionCommand(
    "save!", "FILE.upt", "the same, in the place of whatever file is there",
    details: "Only a folder is not replaced.",
    argument: .file
  ) { session, path in session.save(path, over: true) }
}

extension ReplSession {
  fileprivate func save(_ text: String, over: Bool) {
    let path = (text as NSString).expandingTildeInPath
    guard !transcript.parts.isEmpty else { return screen.writeLines("nothing has run yet") }
    guard over || written.contains(path) || !FileManager.default.fileExists(atPath: path) else {
      return screen.writeLines("\(path) is there already; `:save! \(text)` replaces it")
    }
    let script = transcript.script
    do {
      try AtomicFile.write(path, Array(script.utf8))
      written.insert(path)
      let count = transcript.parts.count
      screen.writeLines("\(path): \(count == 1 ? "1 cell" : "\(count) cells")")
      let wrong = try session.check(SourceFile(name: path, text: script), afresh: settings)
      screen.report(wrong)
    } catch let error as EngineError {
      screen.report(RuntimeError(.file, error.message, hint: error.hint))
    } catch {
      screen.report(error)
    }
  }
}

extension ScriptSession {
  /// The errors that keep a script from running by itself, in a session of its own.
  fileprivate func check(_ source: SourceFile, afresh settings: Settings) throws -> [Diagnostic] {
    try ScriptSession(settings, screen: screen).check(source).filter { $0.severity == .error }
  }
}
