import Foundation
import UptRuntime
import UptSyntax
import UptTerminal

/// Gives scripts the one layout that all have, or finds those that lack it.
///
/// Says nothing about scripts that are right. One with errors is left alone.
enum ScriptFormatter {
  /// Formats every script, or with `--check` names those that would change and fails.
  static func format(_ origins: [ScriptText.Origin], _ settings: Settings) -> ExitCode {
    let screen = Screen(settings.format)
    var isRight = true
    func attempt(_ work: () throws -> Bool) {
      do {
        if try !work() { isRight = false }
      } catch {
        screen.report(error)
        isRight = false
      }
    }
    for origin in origins {
      attempt {
        for script in try scripts(of: origin) { attempt { try format(script, settings) } }
        return true
      }
    }
    return isRight ? .success : .failure
  }

  /// Formats one script; false if it was only to be checked and is not as it should be.
  private static func format(_ origin: ScriptText.Origin, _ settings: Settings) throws -> Bool {
    let source = try ScriptText.load(origin)
    let (program, text) = try runOnBigStack {
      let program = Parser.parse(source)
      return (program, program.formatted)
    }
    guard let text else { throw ScriptFailure(program.diagnostics) }
    if settings.isChecking {
      if text != source.text { Standard.write(source.name + "\n") }
      return text == source.text
    }
    switch origin {
    case .file(let path): if text != source.text { try write(text, to: path) }
    default: Standard.write(text)
    }
    return true
  }

  /// The script itself, or those in the folder that stands in place of one.
  private static func scripts(of origin: ScriptText.Origin) throws -> [ScriptText.Origin] {
    guard case .file(let path) = origin, isFolder(path) else { return [origin] }
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    let scripts = names.filter { name in
      name.hasSuffix(".upt") && !name.split(separator: "/").contains { $0.hasPrefix(".") }
    }.sorted().map { (path as NSString).appendingPathComponent($0) }.filter { !isFolder($0) }
    guard !scripts.isEmpty else {
      throw RuntimeError(.file, "\(path): no script in this folder", hint: "scripts end with .upt")
    }
    return scripts.map { .file($0) }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return exists && isFolder.boolValue
  }

  /// Replaces a file as a whole and keeps its rights; what a link points to, not the link.
  private static func write(_ text: String, to path: String) throws {
    do {
      let file = URL(fileURLWithPath: path).resolvingSymlinksInPath()
      let old = try FileManager.default.attributesOfItem(atPath: file.path)
      try Data(text.utf8).write(to: file, options: .atomic)
      let rights = old.filter { $0.key == .posixPermissions }
      try FileManager.default.setAttributes(rights, ofItemAtPath: file.path)
    } catch {
      throw RuntimeError(.file, "\(path): the script cannot be written")
    }
  }
}
