/// The stars and underscores of a text, which may turn out to be emphasis.
struct Emphasis {
  /// A run of one sign.
  struct Mark {
    let sign: Unicode.Scalar
    /// The piece of the text that it stands for.
    let piece: Int
    /// How many signs are not used up.
    var length: Int
    /// The tags of the emphasis that it ends and begins; what is left of the signs is in between.
    var closing = ""
    var opening = ""
    let canOpen: Bool
    let canClose: Bool
    private let original: Int

    /// A run between two characters, by CommonMark's rules of flanking.
    init(
      sign: Unicode.Scalar, length: Int, before: Unicode.Scalar?, after: Unicode.Scalar?, piece: Int
    ) {
      self.sign = sign
      self.length = length
      self.piece = piece
      original = length
      func isSpace(_ scalar: Unicode.Scalar?) -> Bool { scalar?.properties.isWhitespace ?? true }
      let (markBefore, markAfter) = (before?.isMark ?? false, after?.isMark ?? false)
      let left = !isSpace(after) && (!markAfter || isSpace(before) || markBefore)
      let right = !isSpace(before) && (!markBefore || isSpace(after) || markAfter)
      canOpen = left && (sign == "*" || !right || markBefore)
      canClose = right && (sign == "*" || !left || markAfter)
    }

    func isClosed(by other: Mark) -> Bool {
      guard sign == other.sign else { return false }
      let isAmbiguous = (canClose || other.canOpen) && (original + other.original) % 3 == 0
      return !isAmbiguous || (original % 3 == 0 && other.original % 3 == 0)
    }

    /// What decides whether marks before can be closed by it.
    var kind: [Int] { [Int(sign.value), canOpen ? 1 : 0, original % 3] }

    /// The signs that are no emphasis.
    var rest: String { String(repeating: String(sign), count: length) }
  }

  var marks: [Mark] = []

  /// Finds what belongs together among the marks from `start` on and turns their pieces into tags.
  mutating func resolve(from start: Int, in pieces: inout [InlineReader.Piece]) {
    var open: [Int] = []
    // Below these there is no open mark that one of the kind could close.
    var bottoms: [[Int]: Int] = [:]
    for index in marks.indices.dropFirst(start) {
      while marks[index].canClose, marks[index].length > 0 {
        let bottom = min(bottoms[marks[index].kind] ?? 0, open.count)
        let place = open.indices.dropFirst(bottom).last {
          marks[open[$0]].isClosed(by: marks[index])
        }
        guard let place else {
          bottoms[marks[index].kind] = open.count
          break
        }
        open.removeSubrange((place + 1)...)
        bottoms = bottoms.mapValues { min($0, open.count) }
        join(open[place], index)
        if marks[open[place]].length == 0 { open.removeLast() }
      }
      if marks[index].canOpen, marks[index].length > 0 { open.append(index) }
    }
    for mark in marks.dropFirst(start) {
      pieces[mark.piece] = .init(html: mark.closing + mark.rest + mark.opening, plain: mark.rest)
    }
    marks.removeSubrange(start...)
  }

  private mutating func join(_ opening: Int, _ closing: Int) {
    let length = min(marks[opening].length, marks[closing].length, 2)
    let tag = length == 2 ? "strong" : "em"
    marks[opening].length -= length
    marks[closing].length -= length
    marks[opening].opening = "<\(tag)>" + marks[opening].opening
    marks[closing].closing += "</\(tag)>"
  }
}
