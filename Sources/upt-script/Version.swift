/// Which program this is.
enum Version {
  /// The program's name on the command line.
  static let program = "upt-script"
  /// Its version, raised with every release.
  static let number = "0.1.0"
  /// What `--version` prints.
  static let text = "\(program) \(number)"
}
