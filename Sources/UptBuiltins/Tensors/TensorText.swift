import Foundation
import UptRuntime
import UptTensor

/// Tensors as text.
///
///     tensor [2, 3]
///       1.0000  1.0213  1.0034
///       1.0000  1.0557  1.0000
///
/// One format serves the whole tensor, so that points stand below each other; long axes show their
/// ends. Axes before the last two become blocks headed by the index that gives them.
enum TensorText {
  /// The longest axis that is shown in full, and what is shown of each end of a longer one.
  static let longestAxis = 8
  static let shownEnd = 3
  /// The most blocks of a tensor of rank 3 or more.
  static let mostBlocks = 4
  /// The most elements that the short form spells out.
  static let mostInline = 6

  /// The full form.
  static func describe(_ tensor: Tensor) -> String {
    guard tensor.rank > 0 else { return number(tensor.data.first ?? 0) }
    let header = "tensor \(tensor.shape)"
    guard tensor.count > 0 else { return header + "  (no elements)" }
    let rows = tensor.rank > 1 ? tensor.shape[tensor.rank - 2] : 1
    let columns = tensor.shape[tensor.rank - 1]
    let outer = Array(tensor.shape.dropLast(2))
    let blocks = tensor.count / (rows * columns)
    let shownBlocks = shown(blocks, limit: mostBlocks, front: 2, back: 1)
    let (shownRows, shownColumns) = (shownEntries(rows), shownEntries(columns))
    func element(_ block: Int, _ row: Int, _ column: Int) -> Float {
      tensor.data[(block * rows + row) * columns + column]
    }

    let visible = shownBlocks.compactMap { $0 }.flatMap { block in
      shownRows.compactMap { $0 }.flatMap { row in
        shownColumns.compactMap { $0 }.map { element(block, row, $0) }
      }
    }
    let style = NumberStyle(visible)
    let width = visible.map { style.text($0).count }.max() ?? 0
    func padded(_ text: String) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    var lines = [header]
    for block in shownBlocks {
      guard let block else {
        lines.append("…")
        continue
      }
      if !outer.isEmpty { lines.append(heading(block, outer)) }
      for row in shownRows {
        let cells = shownColumns.map { column in
          guard let column else { return "…" }
          return padded(row.map { style.text(element(block, $0, column)) } ?? "…")
        }
        lines.append("  " + cells.joined(separator: "  "))
      }
    }
    return lines.joined(separator: "\n")
  }

  /// The short form: all elements if they are few, or else the shape.
  static func summary(_ tensor: Tensor) -> String {
    guard tensor.rank > 0 else { return number(tensor.data.first ?? 0) }
    guard (1...mostInline).contains(tensor.count) else { return "tensor \(tensor.shape)" }
    let style = NumberStyle(tensor.data)
    var texts = tensor.data.map(style.text)
    for size in tensor.shape.reversed() {
      texts = stride(from: 0, to: texts.count, by: size).map {
        "[" + texts[$0..<$0 + size].joined(separator: ", ") + "]"
      }
    }
    return texts.joined()
  }

  /// A single element: the shortest text that reads back as the same number.
  static func number(_ number: Float) -> String { NumberText.shortest(number.decimal) }

  // MARK: What is shown

  /// The entries of an axis that are shown; nil stands for those left out.
  private static func shownEntries(_ count: Int) -> [Int?] {
    shown(count, limit: longestAxis, front: shownEnd, back: shownEnd)
  }

  private static func shown(_ count: Int, limit: Int, front: Int, back: Int) -> [Int?] {
    if count <= limit { return Array(0..<count) }
    return Array(0..<front) + [nil] + Array(count - back..<count)
  }

  /// The index of a block, as a script would write it: `[0, .., ..]`.
  private static func heading(_ block: Int, _ outer: [Int]) -> String {
    var rest = block
    var indices: [String] = []
    for size in outer.reversed() {
      indices.insert(String(rest % size), at: 0)
      rest /= size
    }
    return "[" + (indices + ["..", ".."]).joined(separator: ", ") + "]"
  }
}

/// One format for all numbers of a tensor: as many decimals as they have if these are few, or else
/// four or five significant digits of the largest.
private struct NumberStyle {
  private enum Form {
    case fixed(Int)
    case scientific
  }

  private let form: Form

  init(_ numbers: [Float]) {
    let sizes = numbers.lazy.filter(\.isFinite).map { abs(Double($0)) }
    let largest = sizes.max() ?? 0
    if largest == 0 || (largest < 1e7 && sizes.allSatisfy { $0 == $0.rounded() }) {
      form = .fixed(1)
      return
    }
    guard largest >= 1e-3, largest < 1e6 else {
      form = .scientific
      return
    }
    let exact = (1...4).first { digits in
      numbers.allSatisfy { NumberStyle.isExact($0, digits) }
    }
    let exponent = Int(log10(largest).rounded(.down))
    form = .fixed(exact ?? max(exponent < 0 ? 3 - exponent : 4 - exponent, 1))
  }

  private static func isExact(_ number: Float, _ decimals: Int) -> Bool {
    guard number.isFinite else { return true }
    let scaled = number.decimal * pow(10, Double(decimals))
    return abs(scaled - scaled.rounded()) < 1e-9 * max(1, abs(scaled))
  }

  func text(_ number: Float) -> String {
    guard number.isFinite else { return NumberText.shortest(Double(number)) }
    switch form {
    case .fixed(let decimals): return String(format: "%.\(decimals)f", Double(number))
    case .scientific: return number == 0 ? "0" : String(format: "%.3e", Double(number))
    }
  }
}
