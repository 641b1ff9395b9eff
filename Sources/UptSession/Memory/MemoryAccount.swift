import UptRuntime

/// How many bytes each of several values keeps in memory, and how many of them others keep, too.
public struct MemoryAccount {
  /// What one value keeps.
  public struct Row {
    /// The name that holds the value.
    public let name: String
    /// The value.
    public let value: Value
    /// All bytes that it keeps, those of a gradient's graph included.
    public let bytes: Int
    /// Those among them that other names keep as well: forgetting this one would not free them.
    public let shared: Int
  }

  /// The values with their bytes, the largest first.
  public let rows: [Row]
  /// All bytes, what is shared counted once.
  public let total: Int

  /// The account of values by their names. It takes two looks at each value: one for how many hold
  /// a part, one for how much of it is shared.
  public init(_ holders: [(name: String, value: Value)]) {
    var owners: [UInt: Int] = [:]
    var total = 0
    for holder in holders {
      var count = ByteCount()
      total += count.count(holder.value)
      for (part, bytes) in count.parts {
        let others = owners[part, default: 0]
        if others > 0 { total -= bytes }
        owners[part] = others + 1
      }
    }
    self.total = total
    rows = holders.map { holder in
      var count = ByteCount()
      count.count(holder.value)
      let shared = count.parts.reduce(0) { $0 + (owners[$1.key, default: 0] > 1 ? $1.value : 0) }
      return Row(name: holder.name, value: holder.value, bytes: count.total, shared: shared)
    }.sorted { ($1.bytes, $0.name) < ($0.bytes, $1.name) }
  }
}
