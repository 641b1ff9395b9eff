import UptSyntax

/// An error on its way up through the calls of a script. It is a class, so that adding a call to
/// its trace costs the same however long the trace is.
public final class LocatedError: Error, @unchecked Sendable,
  CustomStringConvertible {
  /// The error with its place and the calls passed so far.
  public internal(set) var error: RuntimeError

  init(_ error: RuntimeError) { self.error = error }

  /// The message.
  public var description: String { error.message }
}

extension Host {
  /// The error with its place: a foreign error is translated, and a span is added if it has none.
  func located(_ error: any Error, at span: Span) -> LocatedError {
    if let located = error as? LocatedError {
      if located.error.span == nil { located.error.span = span }
      return located
    }
    var runtime = runtimeError(error)
    if runtime.span == nil { runtime.span = span }
    return LocatedError(runtime)
  }

  private func runtimeError(_ error: any Error) -> RuntimeError {
    if let runtime = error as? RuntimeError { return runtime }
    return translate(error) ?? RuntimeError(.host, "\(error)")
  }
}
