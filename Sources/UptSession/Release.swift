import UptTensor

/// Which release this is.
public enum Release {
  /// The version, raised with every release.
  public static let number = ProgramVersion.number
}
