import Foundation
import UptRuntime
import UptTensor

/// Errors of the engine that point at the argument they are about.
extension Call {
  /// Runs a part of the engine; its errors point at the argument of the parameter called `name`, or
  /// at one of the arguments that it collects.
  func blaming<Result>(
    _ name: String, part: Int? = nil, _ body: () throws -> Result
  ) throws -> Result {
    do { return try body() } catch let error as LocatedError { throw error } catch {
      guard var blamed = error as? RuntimeError ?? EngineErrors.translate(error) else {
        throw error
      }
      if blamed.argument == nil, blamed.span == nil {
        blamed.argument = position(of: name)
        blamed.part = part
      }
      throw blamed
    }
  }

  /// Called before anything reads or writes files of the user's; errors point at the argument
  /// called `name`.
  /// - Throws: `.file` in safe mode.
  func checkFileAccess(_ name: String) throws {
    guard interpreter.host.allowsFiles() else {
      throw error(
        position(of: name), "`\(builtin.name)` needs the file system, which is off in safe mode",
        kind: .file)
    }
  }

  /// Reads a file whose path is the argument called `name`; where there is none, the error says
  /// which was perhaps meant, else `hint`. `broken` is the hint for a file that cannot be used.
  func reading<Result>(
    _ name: String, hint: String? = nil, broken: String? = nil, _ body: (String) throws -> Result
  ) throws -> Result {
    let path = try path(name, hint: hint)
    do {
      let result = try blaming(name) { try body(path) }
      interpreter.host.uses(Use(.file, path))
      return result
    } catch var error as RuntimeError {
      if error.kind == .file, error.hint == nil {
        let isThere = FileManager.default.fileExists(atPath: path)
        error.hint = isThere ? broken : NearbyFile.hint(for: path)
        if !isThere, let hint, error.hint?.hasPrefix("did you mean") != true { error.hint = hint }
      }
      throw error
    }
  }

  /// The path in the argument called `name`, where files are in reach.
  func path(_ name: String, hint: String? = nil) throws -> String {
    let path = try text(name)
    try checkFileAccess(name)
    guard !path.isEmpty, !path.contains("\0") else {
      throw error(
        position(of: name), path.isEmpty ? "the path is empty" : "the path holds a zero byte",
        kind: .file, hint: hint)
    }
    return path
  }

  /// Writes a file whose path is the argument called `path`.
  func writing(_ body: (String) throws -> Void) throws {
    let path = try path("path")
    guard interpreter.host.keepsFiles() else { return }
    do {
      try blaming("path") { try body(path) }
      interpreter.host.uses(Use(.output, path))
    } catch var error as RuntimeError {
      if error.hint == nil { error.hint = NearbyFile.hintForWriting(path) }
      throw error
    }
  }
}
