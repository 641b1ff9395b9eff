import UptBuiltins
import UptReport
import UptRuntime
import UptSyntax

/// Collects what comes out of a session's cells, as it is written down.
public final class OutputRecorder {
  /// What the cells gave that have ended, but for those that gave nothing.
  public private(set) var sections: [OutputRecord.Section] = []
  private var text = ""
  private unowned let session: Session

  /// A recorder for a session that shows nothing; see ``hear(_:)``.
  public init(_ session: Session) { self.session = session }

  /// Takes notice of an event of the session.
  public func hear(_ event: Event) {
    switch event {
    case .began: text = ""
    case .printed(let part): text += part
    case .value(let value):
      add(session.interpreter.display(value))
      for tensor in Library.tensors(in: value) where tensor.count > 1 {
        add(TensorDigest.line(tensor))
      }
    case .remark(let remark): add("remark: " + remark)
    case .restored, .warned: break
    case .ended(let cell, _):
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      for index in lines.indices { lines[index] = lines[index].withoutTrailingSpace }
      lines.trimEnd()
      if !lines.isEmpty { sections.append(.init(title: cell.name, lines: lines)) }
    }
  }

  /// Adds lines of their own.
  private func add(_ lines: String) {
    if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
    text += lines + (lines.hasSuffix("\n") ? "" : "\n")
  }
}

extension String {
  fileprivate var withoutTrailingSpace: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
