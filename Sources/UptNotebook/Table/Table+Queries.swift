extension Table {
  /// The rows for which `isIncluded` holds; it gets each row's index.
  public func filtered<E: Error>(_ isIncluded: (Int) throws(E) -> Bool) throws(E) -> Table {
    var kept: [Int] = []
    for index in 0..<rowCount where try isIncluded(index) { kept.append(index) }
    return selecting(kept)
  }

  /// The rows whose cell in column `name` equals `cell`; 1 and 1.0 are equal.
  ///
  /// - Throws: `TableError.noColumn`.
  public func filtered(_ name: String, equals cell: Cell) throws(TableError) -> Table {
    let cells = try column(name).cells
    return selecting(cells.indices.filter { cells[$0].key == cell.key })
  }

  /// The rows in the order of column `name`; equal ones stay in their order, missing ones go last.
  ///
  /// - Throws: `TableError.noColumn`.
  public func sorted(by name: String, descending: Bool = false) throws(TableError) -> Table {
    let cells = try column(name).cells
    let order = cells.indices.sorted { a, b in
      let (x, y) = (cells[a], cells[b])
      if x == .missing || y == .missing { return x != .missing || (y == .missing && a < b) }
      if Cell.isOrdered(x, y) { return !descending }
      if Cell.isOrdered(y, x) { return descending }
      return a < b
    }
    return selecting(order)
  }

  /// The first `count` rows.
  public func prefix(_ count: Int) -> Table {
    selecting(Array(0..<min(max(count, 0), rowCount)))
  }

  /// These rows, in this order; indices outside the table are left out.
  public func selecting(_ rows: [Int]) -> Table {
    let inside = rows.filter { $0 >= 0 && $0 < rowCount }
    let columns = columns.map { column in
      Column(column.name, inside.map { column.cells[$0] }, format: column.format)
    }
    return Table(checked: columns, caption: caption)
  }

  /// The rows with equal cells in `names` together, groups in order of first appearance.
  ///
  /// - Throws: `TableError.noColumn`.
  public func grouped(by names: [String]) throws(TableError) -> [(key: [Cell], table: Table)] {
    let key = try keys(of: names)
    var order: [[Cell]] = []
    var members: [[Cell]: [Int]] = [:]
    for row in 0..<rowCount {
      let key = key(row)
      if members[key] == nil { order.append(key) }
      members[key, default: []].append(row)
    }
    var keyed: [[Cell]] = []
    for name in names { keyed.append(try column(name).cells) }
    return order.map { key in
      let rows = members[key] ?? []
      return (keyed.map { $0[rows[0]] }, selecting(rows))
    }
  }

  /// The first row of each combination of cells in `names`.
  ///
  /// - Throws: `TableError.noColumn`.
  public func unique(_ names: [String]) throws(TableError) -> Table {
    let key = try keys(of: names)
    var seen: Set<[Cell]> = []
    return selecting((0..<rowCount).filter { seen.insert(key($0)).inserted })
  }

  /// The different cells of column `name`: ascending if they are numbers, else by appearance.
  ///
  /// - Throws: `TableError.noColumn`.
  public func distinct(_ name: String) throws(TableError) -> [Cell] {
    var seen: Set<Cell> = []
    let cells = try column(name).cells.filter { seen.insert($0.key).inserted }
    return cells.allSatisfy(\.isNumeric) ? cells.sorted(by: Cell.isOrdered) : cells
  }

  /// The numbers of column `name`, what is missing left out.
  ///
  /// - Throws: `TableError.noColumn` and `TableError.notNumeric`.
  public func numbers(_ name: String) throws(TableError) -> [Double] {
    var result: [Double] = []
    for cell in try column(name).cells where cell != .missing {
      guard let number = cell.number else { throw .notNumeric(name, found: cell.label) }
      result.append(number)
    }
    return result
  }

  /// The mean and interval of column `name`, with the seeds of the runs where there is a column of
  /// whole numbers called `seed`; a single cell that is a measurement stays as it is.
  ///
  /// - Throws: `TableError.noColumn` and `TableError.notNumeric`.
  public func measurement(_ name: String) throws(TableError) -> Measurement? {
    let cells = try column(name).cells
    let present = cells.indices.filter { cells[$0] != .missing }
    if present.count == 1, case .measurement(let value) = cells[present[0]] { return value }
    let seeds = columns.first { $0.name == "seed" && $0.name != name }.map { column in
      present.compactMap { if case .int(let seed) = column.cells[$0] { seed } else { nil } }
    }
    return Measurement(
      of: try numbers(name), seeds: seeds?.count == present.count ? seeds : nil)
  }
}
