import Foundation
import UptData
import UptRuntime
import UptSyntax
import UptTensor

/// Data sets and pictures.
enum DataLibrary {
  static func builtins(_ surroundings: Surroundings) -> [Builtin] {
    [dataset(surroundings), imageNetTemplates, image]
  }

  private static func dataset(_ surroundings: Surroundings) -> Builtin {
    Builtin(
      "dataset",
      [
        .required("name").choices(tasks + Benchmark.all.map(\.name)),
        .omissible("root", help: "the folder that the name is looked for in"),
        .omissible("template", help: "the sentence that class names are put into, with {}"),
        .optional(
          "unreadable", .text("error"),
          help: "what becomes of missing and broken images: \"error\" or \"skip\""
        ).choices(of: Unreadable.self),
        .omissible("variation", help: "demo tasks: from 0 to 1, how much images of a class vary"),
        .omissible("closeness", help: "demo tasks: from 0 to 1, how close the class names lie"),
      ],
      help: """
        A classification task: one of the built-in `"demo/…"` tasks, a folder with a folder for each
        class, a CSV file of paths and labels, or one of the papers' benchmarks in the folders that
        CoOp's code expects: `dataset("oxford_pets", root: "data")`; `upt-script data check` tells
        which are there and what is missing. Demo tasks have the paper's two dials: `variation`, how
        much the images of a class vary, and `closeness`, how close the class names lie.

        An image that is missing or broken is an error when it is used. With `unreadable: "skip"`,
        `fit`, `accuracy` and all else leave it out and remark how many that were.

            dataset("demo/textures").classes.count      # 10
            dataset("demo/species", variation: 0.2, closeness: 0.9).test.count      # 400
        """
    ) { call in
      let name = try call.text("name")
      var dataset: Dataset
      if let task = try demoTask(call) {
        dataset = try .demo(
          task, variation: dial(call, "variation"), closeness: dial(call, "closeness"))
      } else {
        for option in ["variation", "closeness"] where call.has(option) {
          throw call.error(
            call.position(of: option), "`\(option)` is a dial of the demo tasks, not of \(name)")
        }
        let unreadable = try call.choice("unreadable", of: Unreadable.self)
        dataset = try benchmark(call, unreadable) ?? files(call, unreadable)
      }
      if call.has("template") {
        dataset = try call.blaming("template") {
          try dataset.with(template: call.text("template"))
        }
      }
      return .object(DatasetObject(dataset, surroundings))
    }
  }

  /// A benchmark of the papers, if the call names one and says where all data lie. A folder or file
  /// of that very name is meant by its name unless the benchmark's own folder is there.
  private static func benchmark(
    _ call: Call, _ unreadable: Unreadable
  ) throws -> Dataset? {
    guard call.has("root"), let benchmark = Benchmark.named(try call.text("name")) else {
      return nil
    }
    try call.checkFileAccess("name")
    let root = try call.text("root")
    let place = benchmark.place(in: root)
    let files = FileManager.default
    if !files.fileExists(atPath: place),
      files.fileExists(atPath: "\(root)/\(try call.text("name"))")
    {
      return nil
    }
    do {
      let dataset = try call.blaming("name") {
        try benchmark.dataset(root: root, unreadable: unreadable)
      }
      call.interpreter.host.uses(.init(.dataset, place))
      return dataset
    } catch var error as RuntimeError {
      let advice = "`upt-script data check \(benchmark.name) --root \(root)` says what goes where"
      error.hint = error.hint.map { "\($0); \(advice)" } ?? advice
      throw error
    }
  }

  /// A folder of class folders or a table of pictures.
  private static func files(_ call: Call, _ unreadable: Unreadable) throws -> Dataset {
    let name = try call.text("name")
    let place = call.has("root") ? try call.text("root") + "/" + name : name
    try call.checkFileAccess("name")
    guard FileManager.default.fileExists(atPath: place) else {
      throw unknownPlace(name, place, call)
    }
    let dataset = try call.blaming("name") {
      name.lowercased().hasSuffix(".csv")
        ? try Dataset.csv(place, unreadable: unreadable)
        : try Dataset.folder(place).with(unreadable: unreadable)
    }
    call.interpreter.host.uses(.init(.dataset, place))
    return dataset
  }

  /// The built-in task that a call names, or nil if it names a file or folder.
  static func demoTask(_ call: Call) throws -> String? {
    let name = try call.text("name")
    guard name.hasPrefix("demo/") else { return nil }
    guard let known = tasks.first(where: { $0 == name }) else { throw unknownTask(name, call) }
    return known
  }

  /// The names of all built-in tasks.
  private static let tasks =
    (World.taskNames + World.shiftedTaskNames).map { "demo/" + $0 }

  private static var plainTasks: String {
    World.taskNames.map { "\"demo/\($0)\"" }.joined(separator: ", ")
  }

  private static func unknownTask(_ name: String, _ call: Call) -> RuntimeError {
    let shifts = World.shifts.map { "-" + $0.rawValue }.joined(separator: ", ")
    let near = Suggestion.nearest(to: name, among: tasks)
    return call.error(
      0, "there is no task \"\(name)\"",
      hint: near.map { "did you mean \"\($0)\"?" }
        ?? "there are \(plainTasks), and each with \(shifts) behind")
  }

  private static func unknownPlace(_ name: String, _ place: String, _ call: Call) -> RuntimeError {
    if let benchmark = Benchmark.named(name) {
      return call.error(
        0, "there is no file or folder \"\(place)\"", kind: .file,
        hint: "for the benchmark, say where your data sets lie: "
          + "dataset(\"\(benchmark.name)\", root: \"data\")")
    }
    let near =
      Suggestion.nearest(to: "demo/" + name, among: tasks)
      ?? tasks.first { $0 == "demo/" + name } ?? NearbyFile.path(like: place)
    return call.error(
      0, "there is no file or folder \"\(place)\"", kind: .file,
      hint: near.map { "did you mean \"\($0)\"?" } ?? "built in are \(plainTasks)")
  }

  private static func dial(_ call: Call, _ name: String) throws -> Double? {
    guard call.has(name) else { return nil }
    let value = try call.real(name)
    guard (0...1).contains(value) else {
      throw call.error(call.position(of: name), "`\(name)` is \(value), but it runs from 0 to 1")
    }
    return value
  }

  private static let imageNetTemplates = Builtin(
    "imagenet_templates", [],
    help: """
      The eighty sentences that CLIP's authors wrote for ImageNet, for `zero_shot`. CoOp's code
      takes seven of them: `data.ensemble`.

          imagenet_templates().count      # 80
          let classifier = zero_shot(
            encoder("demo"), ["red ring", "blue star"], template: imagenet_templates())
          classifier.classes.count      # 2
      """
  ) { _ in .list(Dataset.imageNetTemplates.map { .text($0) }) }

  private static let image = Builtin(
    "image", [.required("path")],
    help: """
      A picture from a JPEG, PNG, BMP, PPM, PGM or .npy file.

          dataset("demo/species").test[0].image.save("blicket.png")
          encoder("demo").encode_image(image("blicket.png")).shape      # [1, 128]
      """
  ) { call in
    try call.reading("path", broken: "is it a picture, and copied completely?") { path in
      .object(ImageObject(try ImageDecoder.load(path), name: path))
    }
  }
}
