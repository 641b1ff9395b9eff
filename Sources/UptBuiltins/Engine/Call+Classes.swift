import UptData
import UptRuntime

/// The classes of a classifier as arguments.
extension Call {
  /// The names in the argument called `classes`, and the sentences to put them into: those of the
  /// argument called `template`, else that of the data the names come from.
  func classesAndTemplates() throws -> (names: [String], templates: [String]) {
    let (names, template) = try classes()
    guard has("template") else { return (names, [template]) }
    let position = position(of: "template")
    if case .text(let template) = self[position] { return (names, [template.string]) }
    return (names, try strings(position))
  }

  private func classes() throws -> (names: [String], template: String) {
    switch self["classes"] {
    case .object(let classes as ClassNamesObject): return (classes.names, classes.template)
    case .object(let data as DatasetObject): return (data.dataset.classes, data.dataset.template)
    case .object(let split as SplitObject): return (split.split.classes, split.split.template)
    default: return (try strings(position(of: "classes")), Dataset.defaultTemplate)
    }
  }
}
