import UptSyntax

/// An error that a script has caught.
final class ErrorObject: HostObject {
  let error: RuntimeError

  init(_ error: RuntimeError) { self.error = error }

  override var valueType: ValueType { Self.valueType }
  override var summary: String { "<error \(error.kind.rawValue): \(error.message)>" }
  override var describe: String { error.message }

  static let valueType = ValueType(
    "error", "An error that a script has caught.",
    properties: [
      Property("message", "What is wrong.") { (object: ErrorObject) in
        .text(object.error.message)
      },
      Property("code", "The code of its family.") { (object: ErrorObject) in
        .text(object.error.kind.rawValue)
      },
      Property("hint", "What to do about it, or nil.") { (object: ErrorObject) in
        object.error.hint.map { .text($0) } ?? .nothing
      },
      Property("place", "The file, line and column, or nil.") { (object: ErrorObject) in
        object.error.span.map { .text($0.place) } ?? .nothing
      },
      Property("value", "The value that `throw` threw, or nil.") { (object: ErrorObject) in
        object.error.thrown?.value ?? .nothing
      },
    ])

  override func isEqual(to other: Value) -> Bool {
    guard case .object(let object) = other, let other = object as? ErrorObject else { return false }
    return other.error.kind == error.kind && other.error.message == error.message
  }
}
