/// A share of the points of every sweep: those at the positions that leave the same rest when they
/// are divided by the number of shards.
public struct SweepShard: Sendable, Equatable {
  /// Which one it is, from 1 to `count`.
  public let number: Int
  /// How many there are.
  public let count: Int

  /// A share; nil if there is no such one.
  public init?(_ number: Int, of count: Int) {
    guard count > 0, (1...count).contains(number) else { return nil }
    self.number = number
    self.count = count
  }

  /// The share that a text such as `2/8` names; nil if it names none.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1] else { return nil }
    self.init(number, of: count)
  }

  /// The share of a task of a Slurm job array. nil outside of arrays, and for a task that fits in
  /// no array of even steps, which is to run all points.
  public init?(slurm environment: [String: String]) {
    func number(_ name: String) -> Int? {
      environment["SLURM_ARRAY_TASK_" + name].flatMap { Int($0) }
        .flatMap { (0...Self.largest).contains($0) ? $0 : nil }
    }
    guard let id = number("ID"), let count = number("COUNT"), count > 0 else { return nil }
    let first = number("MIN") ?? 0
    let distance = id - first
    let last = number("MAX") ?? first + count - 1
    // `--array=1-15:2` has a step; `--array=1,2,9` has none that fits.
    let step = count > 1 ? (last - first) / (count - 1) : 1
    guard step > 0, distance >= 0, distance % step == 0,
      last - first == step * (count - 1)
    else { return nil }
    self.init(distance / step + 1, of: count)
  }

  /// More tasks than Slurm can number.
  private static let largest = 1 << 32

  /// Whether a position is one of the share's.
  func has(_ position: Int) -> Bool { position % count == number - 1 }

  /// `shard 2 of 8`.
  public var name: String { "shard \(number) of \(count)" }
}
