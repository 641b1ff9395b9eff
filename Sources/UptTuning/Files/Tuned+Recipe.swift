import UptTensor

extension Tuned {
  /// How the prompts came about, all of it: method, encoder, data, options with the seed, and the
  /// program's version. What ``save(to:)`` writes beside the numbers.
  public var recipe: JSONValue {
    .object([
      "method": method.recipe ?? method.json, "encoder": method.model.identity,
      "data": .object([
        "name": .string(data), "classes": .integer(classes.count), "template": .string(template),
        "images": state.images.map { .hash($0) } ?? .null,
      ]),
      "options": options.json, "seed": .integer(options.seed),
      "version": program.map { .string($0) } ?? .null,
    ])
  }
}
