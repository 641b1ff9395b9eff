/// One position of a prompt on its way into the text tower.
public enum TextRow: Hashable, Sendable {
  /// A word piece of the vocabulary, embedded by the tower.
  case token(Int)
  /// Row `index` of the learned context.
  case context(Int)
}

/// Prompts cut to what matters: the tower is causal, so nothing after [EOT] is ever computed, and
/// what all prompts have in common at their start is computed once for all of them.
struct SharedText {
  /// The rows that every prompt starts with.
  let prefix: [TextRow]
  /// What follows, per prompt; at least the [EOT].
  let suffixes: [[TextRow]]

  init(_ prompts: [[TextRow]]) {
    let shortest = prompts.map(\.count).min() ?? 0
    let first = prompts.first ?? []
    var shared = 0
    while shared < shortest - 1, prompts.allSatisfy({ $0[shared] == first[shared] }) {
      shared += 1
    }
    prefix = Array(first.prefix(shared))
    suffixes = prompts.map { Array($0.dropFirst(shared)) }
  }

  /// The prompts in chunks of about equally many rows. Their number depends on the prompts alone,
  /// so that results never depend on the number of threads.
  var chunks: [Range<Int>] {
    let rows = suffixes.reduce(0) { $0 + $1.count }
    let wanted = rows <= 128 ? 1 : 2 * ((rows + 383) / 384)
    let target = (rows + wanted - 1) / max(wanted, 1)
    var chunks: [Range<Int>] = []
    var start = 0
    var held = 0
    for (i, suffix) in suffixes.enumerated() {
      held += suffix.count
      if held >= target || i == suffixes.count - 1 {
        chunks.append(start..<(i + 1))
        start = i + 1
        held = 0
      }
    }
    return chunks
  }
}
