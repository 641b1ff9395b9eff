import UptSyntax
import UptTensor

/// Diagnostics for other programs: one JSON object a line, always with the same keys.
///
/// | key | value |
/// | --- | --- |
/// | `severity` | `"error"`, `"warning"`, or `"remark"` for what is said beside the results |
/// | `code` | a code that `upt-script explain` knows; null for a remark |
/// | `message`, `label`, `hint` | text; null where there is none |
/// | `notes` | objects with a `message` and a place |
/// | `trace` | the calls that led there, innermost first: objects with a `function` and a place |
///
/// Calls that repeat, as in a recursion, stand in a trace once, with the `times` that they came.
/// A place is `file`, `line`, `column`, `byte` and `end_line`, `end_column`, `end_byte`, all null
/// where there is none. Lines and columns count from 1, columns in characters; bytes count from 0
/// in the UTF-8 text. The end is the position behind the last character.
enum DiagnosticJSON {
  /// The line for a diagnostic.
  static func line(_ diagnostic: Diagnostic) -> String {
    line(
      diagnostic.severity.rawValue, code: .string(diagnostic.code), diagnostic.message,
      place(diagnostic.span) + [
        ("label", text(diagnostic.label)),
        ("hint", text(diagnostic.hint)),
        ("notes", .array(diagnostic.notes.map(note))),
        ("trace", .array(diagnostic.trace.folded.flatMap(calls))),
      ])
  }

  /// The line for a remark.
  static func line(remark: String) -> String {
    let rest: Members = [
      ("label", .null), ("hint", .null), ("notes", .array([])), ("trace", .array([])),
    ]
    return line("remark", code: .null, remark, place(nil) + rest)
  }

  private typealias Members = [(String, JSONValue)]

  private static func line(
    _ severity: String, code: JSONValue, _ message: String, _ rest: Members
  ) -> String {
    let head: Members = [
      ("severity", .string(severity)), ("code", code), ("message", .string(message)),
    ]
    return JSONValue.object(JSONObject(head + rest)).text()
  }

  private static func note(_ note: Diagnostic.Note) -> JSONValue {
    .object(JSONObject([("message", .string(note.message))] + place(note.span)))
  }

  private static func calls(_ run: TraceRun) -> [JSONValue] {
    run.frames.map { frame in
      .object(
        JSONObject(
          [("function", .string(frame.function)), ("times", .integer(run.times))]
            + place(frame.call)))
    }
  }

  private static func place(_ span: Span?) -> Members {
    let start = span?.position
    let end = span.map { $0.file.position(at: $0.upper) }
    return [
      ("file", text(span?.file.name)), ("line", number(start?.line)),
      ("column", number(start?.column)), ("byte", number(span?.lower)),
      ("end_line", number(end?.line)), ("end_column", number(end?.column)),
      ("end_byte", number(span?.upper)),
    ]
  }

  private static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

  private static func number(_ number: Int?) -> JSONValue {
    number.map(JSONValue.integer) ?? .null
  }
}
