import UptData
import UptTerminal

/// `data check`: which benchmarks a folder holds, what is missing and where that comes from.
enum DataCheck {
  /// Examines one benchmark in full.
  static func examine(_ benchmark: Benchmark, in root: String) -> ExitCode {
    let survey = benchmark.survey(root: root)
    write("\(benchmark.name)  \(benchmark.title) in \(survey.place)")
    for need in benchmark.needs where !survey.missing.contains(need) {
      write("  there    \(need.path)")
    }
    for need in survey.missing {
      write("  missing  \(need.path)")
      write("           \(need.source)")
    }
    switch survey.outcome {
    case .success(let data):
      write("  counts   \(counts(data))")
      for difference in survey.differences { write("  note     \(difference)") }
      if !survey.missing.isEmpty {
        write("  note     divided here, so results are not comparable with published ones")
      }
    case .failure(let error):
      write("  problem  \(error.message)")
      if let hint = error.hint { write("           \(hint)") }
    }
    return survey.isComplete ? .success : .failure
  }

  /// Lists what a folder holds, a line for each benchmark.
  static func list(_ root: String) -> ExitCode {
    let surveys = Benchmark.all.map { $0.survey(root: root) }
    let found = surveys.filter(\.isThere)
    let width = Benchmark.all.map(\.name.count).max() ?? 0
    for survey in found {
      let name = survey.benchmark.name
      write(name + String(repeating: " ", count: width - name.count + 2) + line(survey))
    }
    let absent = surveys.filter { !$0.isThere }.map(\.benchmark.name)
    if !absent.isEmpty {
      write("\(found.isEmpty ? "" : "\n")not in \(root): \(absent.joined(separator: ", "))")
    }
    if found.count < surveys.count || found.contains(where: { !$0.isComplete }) {
      write("`\(Version.program) data check NAME --root \(root)` says what goes where")
    }
    return found.allSatisfy(\.isComplete) ? .success : .failure
  }

  private static func line(_ survey: Benchmark.Survey) -> String {
    let missing = survey.missing.map(\.path).joined(separator: ", ")
    switch survey.outcome {
    case .failure(let error):
      return missing.isEmpty ? error.message : "\(missing) missing"
    case .success(let data):
      let notes = (missing.isEmpty ? [] : ["\(missing) missing"])
        + (survey.differences.isEmpty ? [] : ["not the papers' counts"])
      return counts(data) + notes.map { "; \($0)" }.joined()
    }
  }

  private static func counts(_ data: Dataset) -> String {
    let parts = [("train", data.train), ("val", data.val), ("test", data.test)]
      .filter { $0.1.count > 0 }.map { "\($0.0) \($0.1.count)" }
    return "\(data.classes.count) classes, \(parts.joined(separator: ", ")) images"
  }

  private static func write(_ line: String) { Standard.write(line + "\n") }
}
