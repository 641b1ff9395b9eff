extension Program {
  /// The program in the one layout that all scripts have, or nil if it has errors.
  ///
  /// Only white space changes: names, numbers, strings, comments and markdown stay as written.
  /// The layout of the result is the result itself. `README.md` lists the rules.
  public var formatted: String? {
    guard isValid else { return nil }
    var layout = Layout(PieceReader.read(self))
    layout.tidyBreaks()
    layout.place()
    while layout.wrapLongLines() { layout.place() }
    return layout.text
  }
}
