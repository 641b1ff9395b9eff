import Foundation
import UptNotebook
import UptRuntime
import UptSyntax
import UptTerminal

extension ReplSession {
  var commands: [ReplCommand] {
    [
      ReplCommand("help", "show the commands; :help NAME or NAME? explains a function or value"),
      ReplCommand("vars", "show what has a name"),
      ReplCommand("time", "run an expression and show how long it took: :time EXPR"),
      ReplCommand("load", "run a script here: :load FILE"),
    ]
  }

  func run(command: String, argument: String) {
    let argument = argument.trimmingCharacters(in: .whitespacesAndNewlines)
    switch command {
    case "help": explain(argument)
    case "vars": showVariables()
    case "time": time(argument)
    case "load": load(argument)
    default: break
    }
  }

  /// Shows what `help(NAME)` does.
  func explain(_ name: String) {
    evaluate(SourceFile(name: "help", text: "help(\(name))"), number: nil)
  }

  private func showVariables() {
    let rows = interpreter.userNames.compactMap { name -> [Table.Cell]? in
      guard let value = interpreter.value(of: name) else { return nil }
      return [.text(name), .text(value.typeName), .text(value.shortened(to: screen.style.width))]
    }
    guard !rows.isEmpty else { return screen.writeLines("nothing has a name yet") }
    guard let table = try? Table(columns: ["name", "type", "value"], rows: rows) else { return }
    screen.writeLines(table.text(screen.style))
  }

  private func time(_ text: String) {
    guard !text.isEmpty else { return screen.writeLines("what is to be timed? :time EXPR") }
    let start = DispatchTime.now().uptimeNanoseconds
    evaluate(SourceFile(name: "timed", text: text), number: nil)
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    screen.writeLines(String(format: seconds < 1 ? "%.4f s" : "%.2f s", seconds))
  }

  private func load(_ path: String) {
    guard !path.isEmpty else { return screen.writeLines("which script? :load FILE") }
    do {
      let expanded = (path as NSString).expandingTildeInPath
      evaluate(try ScriptText.load(.file(expanded)), number: nil)
    } catch {
      screen.report(error)
    }
  }
}
