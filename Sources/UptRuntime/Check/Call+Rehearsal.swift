import UptSyntax

extension Call {
  /// Runs the built-in itself, with examples of what is not known, and gives what is certain of
  /// the result: what a rehearsal does for a built-in of little work and no effect.
  ///
  /// Where all arguments are known, so is the result or the error. Where only contents of objects
  /// are not, such as the elements of tensors, errors of types, shapes and positions are certain;
  /// where a value is not known, errors of types alone.
  public func rehearsed() throws -> Value {
    let values = arguments + (receiver.map { [$0] } ?? [])
    guard values.allSatisfy(\.isSmall) else { return .unknown }
    let examples = values.compactMap(\.example)
    guard examples.count == values.count else { return .unknown }
    let call = replacing(
      arguments: Array(examples.prefix(arguments.count)), receiver: receiver.flatMap(\.example))
    do {
      let result = try builtin.run(call)
      if values.allSatisfy(\.isKnown) { return result.standIn(keepsScalars: true) }
      if values.allSatisfy(\.isDefinite) { return result.standIn() }
      return result.forgotten
    } catch {
      guard let error = error as? RuntimeError ?? interpreter.host.translate(error) else {
        throw error
      }
      guard isCertain(error.kind, of: values) else { return .unknown }
      throw error
    }
  }

  private func isCertain(_ kind: RuntimeError.Kind, of values: [Value]) -> Bool {
    if values.allSatisfy(\.isKnown) { return true }
    let kinds: Set<RuntimeError.Kind> =
      values.allSatisfy(\.isDefinite) ? [.type, .shape, .index, .member, .call] : [.type]
    return kinds.contains(kind)
  }
}

extension Call {
  /// Runs the built-in itself: the rehearsal of one that does no more than look at the kinds of its
  /// arguments and hand them on.
  public func performed() throws -> Value { try builtin.run(self) }

  /// Reads the argument of a parameter where it is known. Of one that is not, `read` sees an
  /// example of its type, and throws if it cannot be of that type; the result is nil otherwise.
  public func certain<Result>(
    _ name: String, _ read: (Call) throws -> Result
  ) throws -> Result? {
    let position = position(of: name)
    let value = self[position]
    if value.isKnown { return try read(self) }
    guard arguments.indices.contains(position), let example = value.example else { return nil }
    var arguments = arguments
    arguments[position] = example
    do {
      _ = try read(replacing(arguments: arguments, receiver: receiver))
    } catch let error as RuntimeError where error.kind == .type {
      throw error
    } catch {}
    return nil
  }

  private func replacing(arguments: [Value], receiver: Value?) -> Call {
    Call(
      builtin: builtin, arguments: arguments, receiver: receiver, span: span, path: path,
      interpreter: interpreter)
  }
}
