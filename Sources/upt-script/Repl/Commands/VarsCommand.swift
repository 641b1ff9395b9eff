import UptNotebook
import UptRuntime
import UptSession
import UptTensor

extension SessionCommand {
  static let vars = SessionCommand(
    "vars", "[NAME...]", "show what has a name, with the memory that it takes",
    details: """
      `memory` is all that a name keeps in memory: the tensors that a gradient would need, the
      encoder of tuned prompts. `shared` is how much of it other names keep, too, so that forgetting
      this one would not free it. The largest come first; `_3` is the output of input 3. `:set keep`
      bounds what outputs keep.
      """
  ) { session, text in
    let wanted = text.split(whereSeparator: \.isWhitespace).map(String.init)
    let account = MemoryAccount(session.holders)
    let unknown = wanted.filter { name in !account.rows.contains { $0.name == name } }
    for name in unknown { session.screen.writeLines("`\(name)` is not a name of this session") }
    guard unknown.count < max(wanted.count, 1) else { return }
    let rows = account.rows.filter { wanted.isEmpty || wanted.contains($0.name) }
    guard !rows.isEmpty else { return session.screen.writeLines("nothing has a name yet") }
    session.show(rows, of: account)
  }
}

extension ReplSession {
  /// More rows than these are only counted.
  private static let mostRows = 100

  /// What keeps values in memory: names and outputs.
  fileprivate var holders: [(name: String, value: Value)] {
    let names = interpreter.userNames.compactMap { name in
      interpreter.value(of: name).map { (name: name, value: $0) }
    }
    return names + outputs.all.map { (name: "_\($0.number)", value: $0.value) }
  }

  fileprivate func show(_ rows: [MemoryAccount.Row], of account: MemoryAccount) {
    let cells: [[Table.Cell]] = rows.prefix(Self.mostRows).map { row in
      let shape = row.value.kindText?.dropFirst(row.value.typeName.count).drop { $0 == " " }
      return [
        .text(row.name), .text(row.value.typeName), .text(String(shape ?? "")),
        .text(Bytes.text(Double(row.bytes))),
        .text(row.shared == 0 ? "" : Bytes.text(Double(row.shared))),
        .text(row.value.shortened(to: 32)),
      ]
    }
    let columns = ["name", "type", "shape", "memory", "shared", "value"]
    guard let table = try? Table(columns: columns, rows: cells) else { return }
    var style = screen.style
    style.maximumRows = Self.mostRows
    screen.writeLines(table.text(style))
    let rest = rows.count - cells.count
    let more = rest > 0 ? "and \(rest) more, which `:vars NAME` shows; " : ""
    screen.writeLines("\(more)\(Bytes.text(Double(account.total))) in all")
  }
}
