import CEditLine
import Foundation

extension LibeditLineEditor {
  /// Has the user's own editor change the input, which then is what the editor saved.
  func editOutside() -> Reaction {
    let environment = ProcessInfo.processInfo.environment
    let named = ["VISUAL", "EDITOR"].compactMap { environment[$0] }.first { !$0.isEmpty }
    guard let command = named else {
      show("no editor is set; EDITOR=nano in the environment would set one")
      return .redraw
    }
    let line = line
    do {
      let text = try Self.edited(line.before + line.after) { path in
        upt_editor_leave(editor)
        return upt_editor_run(editor, command + " '" + path + "'") == 0
      }
      if let text {
        replace(with: text)
      } else {
        upt_terminal_print("`\(command)` failed; the input is as it was\n")
      }
    } catch {
      show("the input cannot be handed to `\(command)`: \(error.localizedDescription)")
    }
    return .redraw
  }

  // What is left of a text after `edit` changed it in a file; nil if that failed.
  private static func edited(_ text: String, _ edit: (String) -> Bool) throws -> String? {
    // In a folder of its own, which nobody else can read.
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("input-" + UUID().uuidString)
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("input.upt")
    try Data((text + "\n").utf8).write(to: file)
    guard edit(file.path.replacing("'", with: "'\\''")) else { return nil }
    return PastedText.cleaned(String(decoding: try Data(contentsOf: file), as: UTF8.self))
  }
}
