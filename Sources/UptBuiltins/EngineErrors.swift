import UptData
import UptNotebook
import UptRuntime
import UptTensor

/// The engine's errors as the language's, so that they get a place in the script.
public enum EngineErrors {
  public static func translate(_ error: any Error) -> RuntimeError? {
    guard let error = error as? EngineError else {
      if let error = error as? TableError { return RuntimeError(.value, "\(error)") }
      return nil
    }
    var hint = error.hint
    if error.kind == .picture {
      let skip = "dataset(…, unreadable: \"skip\") leaves such pictures out"
      hint = hint.map { "\($0); \(skip)" } ?? skip
    }
    return RuntimeError(kind(error.kind), error.message, hint: hint)
  }

  private static func kind(_ kind: EngineError.Kind) -> RuntimeError.Kind {
    switch kind {
    case .shape: return .shape
    case .index: return .index
    case .value: return .value
    case .memory: return .limit
    case .file, .format, .missingLibrary, .picture: return .file
    case .diverged: return .diverged
    case .interrupted: return .interrupted
    }
  }
}
