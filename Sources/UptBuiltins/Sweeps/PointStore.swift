import UptCLIP
import UptNotebook
import UptRuntime

/// Where the finished points of sweeps are kept, and who runs which of them. A host that has one
/// gives it to ``Surroundings/points``; `sweep` then runs only what is not there.
public protocol PointStore: AnyObject {
  /// A sweep is about to run.
  /// - Throws: when that cannot be written down.
  func begin(_ sweep: SweepOutline) throws
  /// Whether the point at a position of a sweep is this process's to run.
  func isOwn(_ position: Int) -> Bool
  /// What is kept of a point; nil if nothing is that would hold now. `place` is that of the sweep,
  /// for points that drew random numbers.
  /// - Throws: when several records hold that do not agree.
  func record(of key: String, at place: String) throws -> PointRecord?
  /// Takes notice of what other processes have kept meanwhile.
  func lookAgain()
  /// Makes a point this process's until `release`; false while another process has it.
  func claim(_ point: SweepOutline.Point) -> Bool
  /// Gives up a point that was claimed.
  func release(_ point: SweepOutline.Point)
  /// A point is about to be computed: so it is known which were lost.
  func start(_ point: SweepOutline.Point) throws
  /// What the contents of something that a point used are now.
  func source(_ use: Use) -> PointRecord.Source
  /// Keeps a finished point, for good once this has returned.
  /// - Throws: when it cannot be written; what was kept before stays.
  func add(_ record: PointRecord, seconds: Double) throws
  /// Where the points are, for messages.
  var place: String { get }
  /// What computes the points: those of another version are other points.
  var version: String { get }
}

/// A sweep that is about to run.
public struct SweepOutline: Sendable {
  /// A point that it has.
  public struct Point: Sendable {
    /// The hash of all that its result follows from.
    public let key: String
    /// The names and values of its combination.
    public let combination: [NamedCell]
  }

  /// Where it is in its program.
  public let place: String
  /// The names of what is varied.
  public let axes: [String]
  /// Its points in order.
  public let points: [Point]
}

/// A name with what stands for its value in a table.
public struct NamedCell: Sendable, Hashable {
  /// The name.
  public let name: String
  /// What stands for the value.
  public let cell: Table.Cell

  /// A name with a cell.
  public init(_ name: String, _ cell: Table.Cell) {
    self.name = name
    self.cell = cell
  }
}

/// What is kept of a finished point of a sweep.
public struct PointRecord: Sendable, Equatable {
  /// The hash of all that its result follows from.
  public var key: String
  /// The names and values of its combination.
  public var combination: [NamedCell]
  /// The fields of its result.
  public var result: [NamedCell]
  /// What it printed.
  public var printed = ""
  /// What was said beside the results.
  public var remarks: [String] = []
  /// The encoders and data that its function was given.
  public var sources: [Source] = []
  /// What the function read by itself: the record holds as long as this is the same.
  public var reads: [Source] = []
  /// The place of the sweep, if the point drew random numbers without a seed: these follow from it.
  public var drawn: String?

  /// The record of a point that did nothing but give a result.
  public init(key: String, combination: [NamedCell], result: [NamedCell]) {
    self.key = key
    self.combination = combination
    self.result = result
  }

  /// Something outside of the script, with the hash of its contents.
  public struct Source: Sendable, Hashable {
    /// What it is.
    public let kind: Use.Kind
    /// Its path or name.
    public let name: String
    /// The hash of its contents.
    public let hash: String

    /// A source with its hash.
    public init(_ kind: Use.Kind, _ name: String, _ hash: String) {
      self.kind = kind
      self.name = name
      self.hash = hash
    }
  }
}

/// A sweep of which points are missing that other processes are to run.
public struct UnfinishedSweep: Sendable {
  /// How many points are there.
  public let done: Int
  /// How many it has.
  public let total: Int
}

extension Use {
  /// Where the file or folder is; that of the encoder that comes with the program, too.
  public var path: String {
    kind == .encoder ? (try? CLIPModel.location(of: name)) ?? name : name
  }
}
