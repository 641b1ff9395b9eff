import Foundation
import UptSession
import UptSyntax

extension SessionCommand {
  static let load = SessionCommand(
    "load", "FILE", "run a script here; what it defines stays",
    details: """
      Its cells run as if they had been typed one after the other. If one fails, those before it
      stay. `:reload` runs the same script again.
      """,
    argument: .file
  ) { session, path in
    session.load((path as NSString).expandingTildeInPath)
  }

  static let reload = SessionCommand(
    "reload", "", "run the script again that was loaded last",
    details: "Names that it does not define keep their values."
  ) { session, _ in
    guard let path = session.loaded else {
      return session.screen.writeLines("no script was loaded yet; :load FILE does")
    }
    session.load(path)
  }
}

extension ReplSession {
  fileprivate func load(_ path: String) {
    do {
      let source = try ScriptText.load(.file(path))
      loaded = path
      run(source) { cell in "\(source.name), \(cell.name)" }
    } catch {
      screen.report(error)
    }
  }
}
