import UptSyntax

/// What is wrong with how the front end treats a text, or nil: whatever the text, parsing ends,
/// every place it reports lies in the text, every report can be drawn, and a layout is its own.
public func complaintAboutParsing(_ text: String) -> String? {
  let program = Parser.parse(text: text, name: "fuzz")
  let size = program.source.bytes.count
  for diagnostic in program.diagnostics {
    if let complaint = complaint(about: diagnostic, size: size) { return complaint }
  }
  if program.isIncomplete, program.isValid { return "something is missing in a valid program" }
  for (cell, next) in zip(program.cells, program.cells.dropFirst())
  where cell.span.upper > next.span.lower { return "cells overlap" }
  for comment in program.comments where !comment.text.hasPrefix("#") {
    return "a comment without its sign"
  }
  guard let formatted = program.formatted else { return nil }
  let again = Parser.parse(text: formatted, name: "formatted").formatted
  return again == formatted ? nil : "the layout has a different layout, or none"
}

/// What is wrong with a diagnostic of a text of `size` bytes, or nil.
func complaint(about diagnostic: Diagnostic, size: Int) -> String? {
  if diagnostic.message.isEmpty { return "an empty message" }
  if let span = diagnostic.span, span.lower < 0 || span.upper > size || span.lower > span.upper {
    return "\(diagnostic.code) lies outside of the text"
  }
  let plain = DiagnosticRenderer().render(diagnostic)
  if !plain.contains(diagnostic.code) { return "\(diagnostic.code) is drawn without its code" }
  if DiagnosticRenderer(isColored: true).render(diagnostic).count < plain.count {
    return "\(diagnostic.code) loses text by colour"
  }
  return nil
}
