extension HeatMap {
  /// The map with at most so many rows and columns: where there are more, each cell is the mean of
  /// a block of neighbours, named after its first and last, and a note says so.
  package func pooled(rows most: Int, columns mostColumns: Int) -> HeatMap {
    let height = Self.blockSize(rows.count, most)
    let width = Self.blockSize(columns.count, mostColumns)
    guard height > 1 || width > 1 else { return self }
    let (down, across) = (Self.blocks(rows.count, height), Self.blocks(columns.count, width))
    let means = down.flatMap { rows in
      across.map { columns in mean(rows, columns) }
    }
    let said = "each cell is the mean of \(height) by \(width) values"
    let result = HeatMap(
      rows: down.map { Self.name($0, in: rows) },
      columns: across.map { Self.name($0, in: columns) },
      values: means, title: title, rowLabel: rowLabel, columnLabel: columnLabel, format: format,
      note: [note, said].compactMap { $0 }.joined(separator: "; "))
    return result ?? self
  }

  private func mean(_ rows: Range<Int>, _ columns: Range<Int>) -> Double {
    let present = rows.flatMap { row in columns.map { value(row, $0) } }.filter(\.isFinite)
    return Sample.mean(present) ?? .nan
  }

  private static func blockSize(_ count: Int, _ most: Int) -> Int {
    let most = max(most, 1)
    return count / most + (count % most == 0 ? 0 : 1)
  }

  private static func blocks(_ count: Int, _ size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }

  private static func name(_ block: Range<Int>, in names: [String]) -> String {
    block.count == 1
      ? names[block.lowerBound] : "\(names[block.lowerBound])-\(names[block.upperBound - 1])"
  }
}
