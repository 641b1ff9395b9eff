extension World {
  /// A few-shot task as data: retuning one means changing numbers and names in its table.
  struct TaskRecipe: Sendable {
    /// One class: its names from the farthest apart to the closest, and its look.
    struct Class: Sendable {
      /// Plain; then, where there is one, a name closer to those of the other classes.
      let names: [String]
      let look: Look

      init(_ names: String..., look: Look) {
        self.names = names
        self.look = look
      }
    }

    let name: String
    /// One line for a person who chooses.
    let about: String
    /// The sentence around a class name, `{}`.
    let template: String
    /// The long frame around a name when names shall lie closest, `{}`.
    let frame: String
    /// How much pictures vary unless the caller says.
    let variation: Double
    /// How close names lie unless the caller says.
    let closeness: Double
    let classes: [Class]

    /// The names for a closeness of 0 (plain words that lie apart) to 1 (long and near-identical).
    /// In the lower third a class has its plain name, in the middle its closer one, in the upper
    /// third the closer one within the task's frame.
    func classNames(closeness: Double) -> [String] {
      classes.map { entry in
        let plain = entry.names.first ?? ""
        let near = entry.names.last ?? plain
        switch closeness {
        case ..<(1.0 / 3): return plain
        case ..<(2.0 / 3): return near
        default: return frame.replacing("{}", with: near)
        }
      }
    }
  }
}
