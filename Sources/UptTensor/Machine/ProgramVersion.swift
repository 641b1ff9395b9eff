/// Which program this is; what is computed is marked with it.
public enum ProgramVersion {
  /// The version, raised with every release.
  public static let number = "0.1.0"
}
