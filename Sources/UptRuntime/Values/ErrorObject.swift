import UptSyntax

/// An error that a script has caught.
final class ErrorObject: HostObject {
  let error: RuntimeError

  init(_ error: RuntimeError) { self.error = error }

  override var typeName: String { "error" }
  override var summary: String { "<error \(error.kind.rawValue): \(error.message)>" }
  override var describe: String { error.message }
  override var memberNames: [String] { ["message", "code", "hint", "place", "value"] }

  override func member(_ name: String) throws -> Value? {
    switch name {
    case "message": .text(error.message)
    case "code": .text(error.kind.rawValue)
    case "hint": error.hint.map { .text($0) } ?? .nothing
    case "place": error.span.map { .text($0.place) } ?? .nothing
    case "value": error.thrown?.value ?? .nothing
    default: nil
    }
  }

  override func isEqual(to other: Value) -> Bool {
    guard case .object(let object) = other, let other = object as? ErrorObject else { return false }
    return other.error.kind == error.kind && other.error.message == error.message
  }
}
