/// A walk through earlier inputs, from an input that is being typed and back to it.
///
/// Only inputs that begin with what was typed are met. A text that is an entry, because a search
/// found it, is the place to go on from.
struct HistoryRecall {
  /// What the buffer holds now.
  private(set) var shown: String
  private let prefix: String
  private let typed: String
  // The entry that is shown; the number of entries stands for what is being typed.
  private var position: Int

  /// A walk from the text in the buffer.
  init(_ line: EditedLine, in entries: [String]) {
    typed = line.before + line.after
    shown = typed
    let found = entries.lastIndex(of: typed)
    prefix = found == nil ? line.before : ""
    position = found ?? entries.count
  }

  /// The entry before the one that is shown; nil if there is none.
  mutating func older(in entries: [String]) -> String? {
    let earlier = entries.prefix(position)
    return go(to: earlier.lastIndex { $0.hasPrefix(prefix) && $0 != shown }, in: entries)
  }

  /// The entry after the one that is shown, or what was typed; nil at the end.
  mutating func newer(in entries: [String]) -> String? {
    guard position < entries.count else { return nil }
    let later = entries.dropFirst(position + 1)
    let next = later.firstIndex { $0.hasPrefix(prefix) && $0 != shown }
    if next == nil, position == entries.lastIndex(of: typed) { return nil }
    return go(to: next ?? entries.count, in: entries)
  }

  private mutating func go(to next: Int?, in entries: [String]) -> String? {
    guard let next else { return nil }
    position = next
    shown = next < entries.count ? entries[next] : typed
    return shown
  }
}
