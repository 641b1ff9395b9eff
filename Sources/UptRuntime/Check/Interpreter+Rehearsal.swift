extension Interpreter {
  /// What stands for the result of a function. Functions of programs that were run earlier do not
  /// run again for it: nothing is known of theirs.
  func rehearse(
    _ function: FunctionValue, _ arguments: [Value], labels: [String?] = []
  ) throws -> Value {
    guard let builtin = function.builtin,
      let rehearsal = CoreRehearsals.find(builtin, function.receiver)
    else { return .unknown }
    let shapes = arguments.indices.map { index in
      ArgumentMatch.Shape(
        label: labels.indices.contains(index) ? labels[index] : nil, isTrailing: false)
    }
    do {
      let match = try ArgumentMatch(shapes, to: builtin.parameters, of: builtin.name)
      return try rehearsal(
        Call(
          builtin: builtin,
          arguments: Machine.fill(builtin.parameters, match.sources, arguments),
          receiver: function.receiver, span: nil, path: 0, interpreter: self))
    } catch let failure as ArgumentMatch.Failure {
      throw RuntimeError(.call, failure.message, hint: failure.hint)
    } catch var error as RuntimeError {
      // The argument to blame is none of the script's.
      error.argument = nil
      throw error
    }
  }
}
