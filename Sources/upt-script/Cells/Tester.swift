import Foundation
import UptNotebook
import UptRuntime
import UptSession
import UptSyntax
import UptTensor
import UptTerminal

/// Runs scripts and compares what they give with what was recorded beside them.
enum Tester {
  /// Tests scripts one after the other; fails if one gives something else, or nothing is recorded.
  static func test(_ paths: [String], _ settings: Settings) -> ExitCode {
    Interrupts.install()
    let screen = Screen(settings.format)
    var result = ExitCode.success
    for path in paths {
      do {
        switch try test(path, settings, screen) {
        case .success: break
        case .interrupted: return .interrupted
        case let other: result = other
        }
      } catch {
        screen.report(error)
        result = .failure
      }
    }
    return result
  }

  private static func test(
    _ path: String, _ settings: Settings, _ screen: Screen
  ) throws -> ExitCode {
    let source = try ScriptText.load(.file(path))
    let place = OutputRecord.path(for: path)
    let recorded = try self.recorded(place, settings)
    guard recorded != nil || settings.isUpdating else {
      throw RuntimeError(
        .file, "\(place): nothing is recorded of the script",
        hint: "\(Version.program) test \(path) --update records what it gives")
    }
    var record = recorded ?? OutputRecord()
    record.head.take(settings)
    var settings = settings
    settings.chosenSeed = record.head.seed
    settings.parameters = try record.head.settings.map(Settings.parameter)
    let session = ScriptSession(settings, screen: screen)
    session.session.surroundings.style = .plain
    let recorder = OutputRecorder(session.session)
    session.session.events = recorder.hear
    switch session.run(source, parameters: settings.parameters) {
    case .failed: return .failure
    case .interrupted: return .interrupted
    case .finished: break
    }
    let comparison = OutputComparison(record, recorder.sections)
    return settings.isUpdating
      ? try update(place, from: recorded, to: comparison.updated, screen)
      : report(comparison.differences, path, recorder.sections.count, screen)
  }

  /// What was recorded; nil if nothing was, or nothing that could be kept when it is done anew.
  private static func recorded(_ place: String, _ settings: Settings) throws -> OutputRecord? {
    guard FileManager.default.fileExists(atPath: place) else { return nil }
    do {
      return try translated { try OutputRecord(text: TextFile.read(place), path: place) }
    } catch where settings.isUpdating {
      return nil
    }
  }

  private static func update(
    _ place: String, from old: OutputRecord?, to new: OutputRecord, _ screen: Screen
  ) throws -> ExitCode {
    guard old != new else {
      screen.writeLines("\(place): unchanged")
      return .success
    }
    try translated { try AtomicFile.write(place, Array(new.text.utf8)) }
    screen.writeLines("\(place): recorded")
    return .success
  }

  private static func report(
    _ differences: [String], _ path: String, _ count: Int, _ screen: Screen
  ) -> ExitCode {
    guard !differences.isEmpty else {
      screen.writeLines("\(path): \(count) cell\(count == 1 ? "" : "s") as recorded")
      return .success
    }
    for difference in differences { screen.writeLines("\(path): \(difference)") }
    return .failure
  }

  /// Shows the errors of files as those of scripts are shown.
  private static func translated<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as EngineError {
      throw RuntimeError(.file, error.message, hint: error.hint)
    }
  }
}

extension OutputRecord.Head {
  /// Puts what the command line says in the place of what was recorded.
  fileprivate mutating func take(_ settings: Settings) {
    if let tolerance = settings.tolerance { self.tolerance = tolerance }
    if let seed = settings.chosenSeed { self.seed = seed }
    if !settings.parameters.isEmpty {
      self.settings = settings.parameters.map { "\($0.name)=\($0.text)" }
    }
  }
}
