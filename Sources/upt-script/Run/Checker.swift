/// Finds what is wrong with scripts without running them. Says nothing about those that are right.
enum Checker {
  /// Checks every script; fails if one has an error, or a warning where that counts as one.
  static func check(_ origins: [ScriptText.Origin], _ settings: Settings) -> ExitCode {
    let screen = Screen(settings.format)
    let session = ScriptSession(settings, screen: screen)
    var isRight = true
    for origin in origins {
      do {
        var found = try session.check(try ScriptText.load(origin))
        if settings.isStrict {
          for index in found.indices { found[index].severity = .error }
        }
        if found.contains(where: { $0.severity == .error }) { isRight = false }
        screen.report(found)
      } catch {
        screen.report(error)
        isRight = false
      }
    }
    return isRight ? .success : .failure
  }
}
