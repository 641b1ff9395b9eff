import UptData
import UptRuntime
import UptTensor

/// Data sets and pictures.
enum DataLibrary {
  static func builtins(_ surroundings: Surroundings) -> [Builtin] { [dataset, image] }

  private static let dataset = Builtin(
    "dataset",
    [
      .required("name"), .omissible("root"), .omissible("template"),
      .omissible("variation", help: "demo tasks: from 0 to 1, how much images of a class vary"),
      .omissible("closeness", help: "demo tasks: from 0 to 1, how close the class names lie"),
    ],
    help: """
      A classification task: one of the built-in `"demo/…"` tasks, a folder with a folder for each
      class, or a CSV file of paths and labels. Demo tasks have the paper's two dials: `variation`,
      how much the images of a class vary, and `closeness`, how close the class names lie.

          dataset("demo/textures").classes.count
          dataset("demo/species", variation: 0.2, closeness: 0.9).test.count
      """
  ) { call in
    let name = try call.text("name")
    var dataset: Dataset
    if name.hasPrefix("demo/") {
      dataset = try .demo(
        name, variation: dial(call, "variation"), closeness: dial(call, "closeness"))
    } else {
      for option in ["variation", "closeness"] where call.has(option) {
        throw call.error(
          call.position(of: option), "`\(option)` is a dial of the demo tasks, not of \(name)")
      }
      let root = call.has("root") ? try call.text("root") + "/" : ""
      dataset =
        name.lowercased().hasSuffix(".csv") ? try .csv(root + name) : try .folder(root + name)
    }
    if call.has("template") { dataset = try dataset.with(template: call.text("template")) }
    return .object(DatasetObject(dataset))
  }

  private static func dial(_ call: Call, _ name: String) throws -> Double? {
    guard call.has(name) else { return nil }
    let value = try call.real(name)
    guard (0...1).contains(value) else {
      throw call.error(call.position(of: name), "`\(name)` is \(value), but it runs from 0 to 1")
    }
    return value
  }

  private static let image = Builtin(
    "image", [.required("path")],
    help: "A picture from a JPEG, PNG, PPM, PGM or .npy file."
  ) { call in
    let path = try call.text(0)
    return .object(ImageObject(try ImageDecoder.load(path), name: path))
  }
}
