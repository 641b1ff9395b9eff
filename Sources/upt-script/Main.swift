import Foundation
import UptTensor
import UptTerminal

/// How the program ends, as its caller sees it.
enum ExitCode: Int32 {
  case success = 0
  /// The script failed.
  case failure = 1
  /// The command line could not be understood.
  case usage = 2
  /// The user stopped the script.
  case interrupted = 130
}

/// From the words of the command line to what they ask for.
enum Main {
  static func run(_ words: [String]) -> ExitCode {
    // Writing to a reader that went away is then an error like any other.
    signal(SIGPIPE, SIG_IGN)
    // So is a file that may grow no further.
    signal(SIGXFSZ, SIG_IGN)
    do {
      return start(try Invocation(words))
    } catch {
      Standard.writeError("\(Version.program): \(error.message)\n")
      Standard.writeError("`\(Version.program) --help` shows how it is called\n")
      return .usage
    }
  }

  private static func start(_ invocation: Invocation) -> ExitCode {
    if let threads = invocation.settings.threads { Parallel.threads = threads }
    invocation.settings.bounds.prepare()
    switch invocation.action {
    case .help:
      Standard.write(Usage.text)
      return .success
    case .version:
      Standard.write(Version.text + "\n")
      return .success
    case .doctor(nil):
      Doctor.examine()
      return .success
    case .doctor(let path?):
      return Doctor.examine(encoder: path, invocation.settings)
    case .run(.file(let path)) where invocation.settings.isWatching:
      return Watcher.run(path, invocation.settings)
    case .run(let source):
      return Runner.run(source, invocation.settings)
    case .render(let source, let target):
      return ReportRenderer.render(source, to: target, invocation.settings)
    case .convert(let notebook, let target):
      return ReportRenderer.convert(notebook, to: target, invocation.settings)
    case .check(let sources):
      return Checker.check(sources, invocation.settings)
    case .format(let sources):
      return ScriptFormatter.format(sources, invocation.settings)
    case .test(let paths):
      return Tester.test(paths, invocation.settings)
    case .cache(let path):
      return CacheList.show(path, invocation.settings)
    case .clearCache(let path):
      return CacheList.clear(path)
    case .sweep(let task):
      return task.run(invocation.settings)
    case .data(let benchmark):
      let root = invocation.settings.root
      return benchmark.map { DataCheck.examine($0, in: root) } ?? DataCheck.list(root)
    case .classify(let paths):
      return PictureClassification.classify(paths, invocation.settings.classification)
    case .explain(let explanation):
      Standard.write(ExplanationText.full(explanation))
      return .success
    case .explanations:
      Standard.write(ExplanationText.list)
      return .success
    case .reference(let page):
      Standard.write(page.text)
      return .success
    case .converse:
      return ReplSession.converse(invocation.settings)
    }
  }
}
