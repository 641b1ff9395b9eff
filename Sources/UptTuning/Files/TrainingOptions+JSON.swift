import UptTensor

extension TrainingOptions {
  /// All options, as a file keeps them.
  var json: JSONValue {
    .object([
      "epochs": .integer(epochs), "batch_size": .integer(batchSize),
      "optimizer": optimizer.json, "schedule": schedule.json, "augment": .bool(augment),
      "seed": .integer(seed),
      "classes_per_step": classesPerStep.map { .integer($0) } ?? .null,
    ])
  }

  /// - Throws: `.format` for what is no options, `.value` for options that cannot be trained with.
  init(_ fields: SavedFields) throws {
    self.init(
      epochs: try fields.integer("epochs"), batchSize: try fields.integer("batch_size"),
      optimizer: try Optimizer(fields.fields("optimizer")),
      schedule: try Schedule(fields.fields("schedule")), augment: try fields.bool("augment"),
      seed: try fields.integer("seed"),
      classesPerStep: try fields.added("classes_per_step", fields.integer))
    try validate()
  }
}

extension Optimizer {
  var json: JSONValue {
    .object([
      "rule": .string(rule.rawValue), "weight_decay": .shortest(weightDecay),
      "momentum": .shortest(momentum), "beta1": .shortest(beta1), "beta2": .shortest(beta2),
      "eps": .shortest(eps),
    ])
  }

  init(_ fields: SavedFields) throws {
    self.init(
      try fields.choice("rule"), weightDecay: try fields.float("weight_decay"),
      momentum: try fields.float("momentum"), beta1: try fields.float("beta1"),
      beta2: try fields.float("beta2"), eps: try fields.float("eps"))
  }
}

extension Schedule {
  private enum ShapeName: String, CaseIterable { case cosine, constant, steps, milestones }
  private enum WarmupName: String, CaseIterable { case none, constant, linear }

  var json: JSONValue {
    .object([
      "base": .number(base), "shape": shape.json, "warmup": warmup.json,
      "recounts": .bool(recounts),
    ])
  }

  init(_ fields: SavedFields) throws {
    self.init(
      base: try fields.number("base"), shape: try Self.shape(fields.fields("shape")),
      warmup: try Self.warmup(fields.fields("warmup")), recounts: try fields.bool("recounts"))
  }

  private static func shape(_ fields: SavedFields) throws -> Shape {
    let name: ShapeName = try fields.choice("name")
    switch name {
    case .cosine: return .cosine
    case .constant: return .constant
    case .steps:
      return .steps(
        periods: try fields.integer("periods"), factor: try fields.number("factor"))
    case .milestones:
      let periods = try fields.array("periods").map { value in
        guard let period = value.integer else {
          throw EngineError(.format, "\(fields.place).periods are not integers")
        }
        return period
      }
      return .milestones(periods, factor: try fields.number("factor"))
    }
  }

  private static func warmup(_ fields: SavedFields) throws -> Warmup {
    let name: WarmupName = try fields.choice("name")
    switch name {
    case .none: return .none
    case .constant:
      return .constant(periods: try fields.integer("periods"), rate: try fields.number("rate"))
    case .linear:
      return .linear(periods: try fields.integer("periods"), start: try fields.number("start"))
    }
  }
}

extension Schedule.Shape {
  fileprivate var json: JSONValue {
    switch self {
    case .cosine: return .object(["name": .string("cosine")])
    case .constant: return .object(["name": .string("constant")])
    case .steps(let periods, let factor):
      return .object([
        "name": .string("steps"), "periods": .integer(periods), "factor": .number(factor),
      ])
    case .milestones(let periods, let factor):
      return .object([
        "name": .string("milestones"), "periods": .array(periods.map { .integer($0) }),
        "factor": .number(factor),
      ])
    }
  }
}

extension Schedule.Warmup {
  fileprivate var json: JSONValue {
    switch self {
    case .none: return .object(["name": .string("none")])
    case .constant(let periods, let rate):
      return .object([
        "name": .string("constant"), "periods": .integer(periods), "rate": .number(rate),
      ])
    case .linear(let periods, let start):
      return .object([
        "name": .string("linear"), "periods": .integer(periods), "start": .number(start),
      ])
    }
  }
}
