import Foundation

/// How a run uses what was kept of earlier runs of the same script.
public struct CellCache: Sendable {
  /// Which cells need not run.
  public enum Extent: Sendable {
    /// Those that are marked `[cache]` or `[once]`.
    case marked
    /// All that nothing has changed for.
    case unchanged
  }

  /// Where cells are kept.
  public let store: CellStore
  /// The path of the script.
  public let script: String
  /// Which cells need not run.
  public let extent: Extent

  /// A cache for the script at a path.
  public init(_ store: CellStore = CellStore(), script: String, extent: Extent = .marked) {
    self.store = store
    self.script = script
    self.extent = extent
  }
}
