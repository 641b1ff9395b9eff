import UptTensor

extension World {
  /// A few-shot classification task: names for its classes and any number of pictures of them.
  ///
  /// Pictures are pure functions of the task's name, the part, the class and the index. The three
  /// parts draw from different random streams, so no picture of one occurs in another but by
  /// chance. Dials change how a picture looks, not which random numbers it is made from.
  public struct WorldTask: Sendable {
    /// `textures`, or `textures-night` for a shifted one.
    public let name: String
    /// One line that says what the task is.
    public let about: String
    /// The names of the classes, at the task's closeness.
    public let classNames: [String]
    /// The sentence around a class name, `{}`.
    public let template: String
    /// How much pictures of a class vary, 0...1.
    public let variation: Double
    /// How close the names of classes lie, 0...1.
    public let closeness: Double
    /// Pictures of a class in each part of the data set.
    public let trainCount = 64
    public let valCount = 16
    public let testCount = 40

    let base: String
    let shift: Style?
    let looks: [Look]

    /// A picture to train on; any index.
    public func trainScene(_ label: Int, _ index: Int) -> Scene { scene("train", label, index) }

    /// A picture for choosing settings; any index.
    public func valScene(_ label: Int, _ index: Int) -> Scene { scene("val", label, index) }

    /// A picture to measure results on; any index.
    public func testScene(_ label: Int, _ index: Int) -> Scene { scene("test", label, index) }

    private func scene(_ part: String, _ label: Int, _ index: Int) -> Scene {
      var random = Random(World.taskSeed, "world.task.\(base).\(part)", label, index)
      let look = looks.indices.contains(label) ? looks[label] : Look()
      var scene = look.scene(variation: variation, random: &random)
      scene.shift = shift
      return scene
    }
  }

  /// The seed behind all pictures of all tasks. Difficulties are chosen with other seeds.
  static let taskSeed = 2022

  /// What a shifted test set does to the pictures of its task.
  public static let shifts: [Style] = [.night, .noisy, .blurred, .faded]

  /// The names of the tasks, without shifted ones.
  public static var taskNames: [String] { TaskRecipe.all.map(\.name) }

  /// The names of the shifted tasks: the same classes and scenes in another light.
  public static var shiftedTaskNames: [String] {
    taskNames.flatMap { name in shifts.map { "\(name)-\($0.rawValue)" } }
  }

  /// A task by name.
  /// - Parameters:
  ///   - name: one of `taskNames` or `shiftedTaskNames`, with or without `demo/` in front.
  ///   - variation: how much pictures of a class vary in pose, paint and all that does not tell
  ///     the class, 0...1; nil for the task's own.
  ///   - closeness: how close the names of the classes lie, from plain words (0) to long
  ///     near-identical phrases (1); nil for the task's own.
  /// - Throws: `.value` for an unknown name or a dial outside of 0...1.
  public static func task(
    _ name: String, variation: Double? = nil, closeness: Double? = nil
  ) throws -> WorldTask {
    let short = name.hasPrefix("demo/") ? String(name.dropFirst(5)) : name
    let parts = short.split(separator: "-", maxSplits: 1).map(String.init)
    let shift = parts.count > 1 ? shifts.first { $0.rawValue == parts[1] } : nil
    guard let recipe = TaskRecipe.all.first(where: { $0.name == parts.first }),
      parts.count == 1 || shift != nil
    else {
      throw EngineError(
        .value, "there is no task \"\(name)\"",
        hint: "there are \(taskNames.map { "demo/" + $0 }.joined(separator: ", ")), and each with "
          + "\(shifts.map { "-" + $0.rawValue }.joined(separator: ", ")) behind")
    }
    let variation = try dial("variation", variation ?? recipe.variation)
    let closeness = try dial("closeness", closeness ?? recipe.closeness)
    return WorldTask(
      name: short, about: recipe.about,
      classNames: recipe.classNames(closeness: closeness), template: recipe.template,
      variation: variation, closeness: closeness, base: recipe.name, shift: shift,
      looks: recipe.classes.map(\.look))
  }

  private static func dial(_ name: String, _ value: Double) throws -> Double {
    guard (0...1).contains(value) else {
      throw EngineError(.value, "\(name) goes from 0 to 1, not to \(value)")
    }
    return value
  }
}
