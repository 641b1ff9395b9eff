/// Where a report goes and what it is, which its path's end says.
struct ReportFile {
  /// The forms of a report.
  enum Form: String, CaseIterable {
    case page = ".html"
    case markdown = ".md"
    case notebook = ".ipynb"
    case script = ".upt"
  }

  let path: String
  let form: Form

  /// The file that `-o` names, or else a page beside the script.
  init(_ output: String?, for script: ScriptText.Origin) throws(UsageError) {
    let path = if let output { output } else { try Self.page(of: script) }
    guard let form = Form.allCases.first(where: { path.hasSuffix($0.rawValue) }) else {
      let known = Form.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError(message: "-o takes a file that ends with one of \(known), not '\(path)'")
    }
    let isNotebook = script.path?.hasSuffix(Form.notebook.rawValue) ?? false
    guard isNotebook == (form == .script) else {
      throw UsageError(
        message: isNotebook
          ? "a notebook file becomes a script: give -o a file that ends with .upt"
          : "a script's report is no script: give -o a file that ends with .html, .md or .ipynb")
    }
    self.path = path
    self.form = form
  }

  private static func page(of script: ScriptText.Origin) throws(UsageError) -> String {
    guard let path = script.path else {
      throw UsageError(message: "'render' of the standard input needs -o REPORT")
    }
    guard !path.hasSuffix(Form.notebook.rawValue) else {
      throw UsageError(message: "'render' of a notebook file needs -o SCRIPT.upt")
    }
    let isScript = path.hasSuffix(Form.script.rawValue)
    return path.dropLast(isScript ? Form.script.rawValue.count : 0) + Form.page.rawValue
  }
}
