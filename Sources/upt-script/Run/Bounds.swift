import UptRuntime
import UptTensor

/// The bounds on what a run may use, as `--max-memory`, `--timeout` and `--max-depth` set them.
struct Bounds {
  /// The most memory; nil for no bound but the machine's.
  var memory: Quantity?
  /// The longest time; nil for no bound.
  var time: Quantity?
  /// How deep calls may nest; nil for the language's own bound.
  var depth: Int?

  /// The bounds that the interpreter keeps itself.
  var limits: Limits {
    var limits = Limits()
    if let depth { limits.callDepth = depth }
    return limits
  }

  /// Has values that alone would pass the bound on memory refused before they are made. To be
  /// called while nothing runs.
  func prepare() {
    let all = UptTensor.Machine.physicalMemory
    let bytes = memory.map { Int(min($0.value, Double(all))) } ?? all
    Memory.bound = bytes
    UptTensor.Machine.memoryBound = bytes
  }

  /// The bound that is passed by now; nil if none is.
  func error(after seconds: Double) -> RuntimeError? {
    if let time, seconds >= time.value {
      return RuntimeError(
        .time, "the time is up: a run may take \(time.text)", hint: "--timeout sets the bound")
    }
    if let memory, Self.isPassed(memory.value) {
      return RuntimeError(
        .memory, "the memory is used up: a run may take \(memory.text)",
        hint: "--max-memory sets the bound")
    }
    return nil
  }

  private static func isPassed(_ bytes: Double) -> Bool {
    guard Double(ResidentMemory.bytes) > bytes else { return false }
    // What was freed but not given back to the system is no longer the script's.
    ResidentMemory.trim()
    return Double(ResidentMemory.bytes) > bytes
  }
}
