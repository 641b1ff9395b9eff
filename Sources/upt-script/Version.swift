import UptSession

/// Which program this is.
enum Version {
  /// The program's name on the command line.
  static let program = "upt-script"
  /// What `--version` prints.
  static let text = "\(program) \(Release.number)"
  /// What a conversation begins with.
  static let banner = "\(text)  (:help shows the commands, Ctrl-D leaves)\n"
}
