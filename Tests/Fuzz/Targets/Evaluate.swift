import Foundation
import UptRuntime
import UptSyntax

/// What is wrong with how a script runs, or nil: within bounds on time, memory and depth it ends
/// with values that can be shown or with an error that can be drawn.
///
/// Scripts see the language's own built-ins only: no files, no engine.
public func complaintAboutRunning(_ text: String) -> String? {
  _ = memoryIsBounded
  let program = Parser.parse(text: text, name: "fuzz")
  do {
    return try runOnBigStack(megabytes: 16) { complaintAboutRunning(program) }
  } catch {
    return "\(error)"
  }
}

/// Sets the bound on memory once, before the first script runs.
private let memoryIsBounded: Void = { Memory.bound = 64 << 20 }()

private func complaintAboutRunning(_ program: Program) -> String? {
  let interrupt = InterruptToken()
  let alarm = DispatchWorkItem { interrupt.interrupt() }
  DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(200), execute: alarm)
  defer { alarm.cancel() }

  var limits = Limits()
  limits.callDepth = 100
  limits.stackValues = 1 << 10
  let interpreter = Interpreter(interrupt: interrupt, limits: limits)
  let size = program.source.bytes.count
  for diagnostic in interpreter.check(program) {
    if let complaint = complaint(about: diagnostic, size: size) { return complaint }
  }
  do {
    try interpreter.run(program, output: { _, value in _ = interpreter.display(value) })
  } catch let failure as ScriptFailure {
    if failure.diagnostics.isEmpty { return "a failure without a diagnostic" }
    for diagnostic in failure.diagnostics {
      if let complaint = complaint(about: diagnostic, size: size) { return complaint }
    }
  } catch {
    return "\(error)"
  }
  return nil
}
