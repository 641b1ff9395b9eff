import UptRuntime

/// How outputs show containers of tensors: one block for each, under its index or label.
///
///     [0] tensor [3]
///         1.0000  1.0213  1.0034
///     [1] 2.5
///
/// For `Host.display`; other values are left to the language.
public enum TensorDisplay {
  /// The most elements that get a block.
  static let mostBlocks = 12

  /// The text of a list or record that holds a tensor of several elements; nil for other values.
  public static func text(_ value: Value) -> String? {
    let entries: [(label: String, value: Value)]
    switch value {
    case .list(let list): entries = list.elements.enumerated().map { ("[\($0)]", $1) }
    case .record(let record): entries = record.fields.map { ("\($0):", $1) }
    default: return nil
    }
    guard entries.contains(where: { ($0.value.asTensor?.value.rank ?? 0) > 0 }) else { return nil }
    var blocks = entries.prefix(mostBlocks).map { label, value in
      let text = value.asTensor?.describe ?? value.summary
      return label + " " + text.split(separator: "\n").joined(separator: "\n  ")
    }
    if entries.count > mostBlocks { blocks.append("… and \(entries.count - mostBlocks) more") }
    return blocks.joined(separator: "\n")
  }
}
