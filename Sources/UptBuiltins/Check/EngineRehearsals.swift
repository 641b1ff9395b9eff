import UptCLIP
import UptRuntime
import UptTensor

/// How the engine's built-ins answer when a program is checked: nothing is loaded, drawn or
/// trained.
enum EngineRehearsals {
  /// A function with what answers for it, if anything does.
  static func ofFunction(_ builtin: Builtin, _ surroundings: Surroundings) -> Builtin {
    switch builtin.name {
    case "encoder": builtin.rehearsed(by: encoder)
    case "dataset": builtin.rehearsed(by: dataset)
    case "image":
      builtin.rehearsed { call in
        _ = try call.certain("path") { try $0.text(0) }
        return .object(EngineStandIns.image)
      }
    case "text_prompt", "visual_prompt", "unified_prompt": builtin.rehearsed(by: method)
    case "prompt_method": builtin.rehearsed(by: customMethod)
    case "fit": builtin.rehearsed { try fit($0, surroundings) }
    case "loss_and_gradients":
      builtin.rehearsed { call in
        try call.expectMethod("method")
        try call.expectSplit("data")
        return .record([("loss", .someReal), ("gradients", .unknown)])
      }
    case "zero_shot":
      builtin.rehearsed { call in
        try call.expectEncoder("encoder")
        return .object(EngineStandIns.classifier)
      }
    case "load_prompts":
      builtin.rehearsed { call in
        try call.expectEncoder("encoder")
        return .object(EngineStandIns.tuned)
      }
    case "variance":
      builtin.rehearsed { call in
        try call.expectEncoder("encoder")
        return .record([("visual", .someReal), ("text", .someReal)])
      }
    case "sweep": builtin.rehearsed(by: sweep)
    default: builtin
    }
  }

  private static func encoder(_ call: Call) throws -> Value {
    // A file that is not there may be written before the call is reached.
    let configuration = try call.certain("path") { call -> CLIPConfiguration? in
      let path = try call.text(0)
      guard path == "demo" || call.interpreter.host.allowsFiles() else { return nil }
      return try? EncoderLibrary.configuration(path)
    }
    return .object(EncoderStandIn(configuration ?? nil))
  }

  private static func dataset(_ call: Call) throws -> Value {
    _ = try call.certain("name") { try DataLibrary.demoTask($0) }
    return .object(EngineStandIns.dataset)
  }

  private static func method(_ call: Call) throws -> Value {
    try call.expectEncoder("encoder")
    _ = try call.certain("length") { try $0.count("length") }
    _ = try call.certain("name") { try $0.text("name") }
    return .object(EngineStandIns.method)
  }

  private static func fit(_ call: Call, _ surroundings: Surroundings) throws -> Value {
    try TrainingLibrary.checkOrder(call)
    try call.expectMethod("method")
    try call.expectSplit("data")
    if call.arguments.dropFirst(2).allSatisfy(\.isKnown) {
      _ = try TrainingLibrary.options(call, surroundings)
    }
    return .object(EngineStandIns.tuned)
  }

  private static func sweep(_ call: Call) throws -> Value {
    let axes = try call.record("axes")
    guard !call["run"].isUnknown else { return .unknown }
    let run = try call.function("run")
    var values: [Value] = []
    for (part, (label, value)) in axes.fields.enumerated() {
      if case .range(let range) = value, range.count > 1 {
        values.append(.someInt)
      } else if let element = value.asStandIn?.anyElement {
        values.append(element)
      } else {
        var error = call.error(0, "")
        error.part = part
        values.append(Value.joined(try SweepLibrary.axis(label, value, error)) ?? .unknown)
      }
    }
    _ = try call.call(run, [.record(RecordValue(labels: axes.labels, values: values))])
    return .unknown
  }

  // MARK: Methods of a script

  private static func customMethod(_ call: Call) throws -> Value {
    try call.expectEncoder("encoder")
    guard !call["prompts"].isUnknown, !call["parameters"].isUnknown else {
      return .object(EngineStandIns.method)
    }
    let function = try call.function("prompts")
    let parameters = try call.record("parameters")
    for (name, value) in parameters.fields where !(value.isUnknown || value.typeName == "tensor") {
      throw MethodLibrary.notTensor(name, value, call)
    }
    let result = try call.call(function, [.record(parameters)])
    if let certain = result.withoutUnknownFields {
      try call.blaming("prompts") {
        let prompts = try MethodLibrary.prompts(from: certain, of: function)
        guard let configuration = call["encoder"].configuration else { return }
        try MethodLibrary.checkWidths(prompts, configuration, of: function)
      }
    }
    return .object(EngineStandIns.method)
  }
}

extension Value {
  /// The stand-in that this is, if it is one.
  fileprivate var asStandIn: StandIn? {
    if case .object(let object) = self { return object as? StandIn }
    return nil
  }

  /// A record with only the fields of which something is known, or another value; nil if nothing
  /// is known at all.
  fileprivate var withoutUnknownFields: Value? {
    guard case .record(let record) = self else { return isUnknown ? nil : self }
    let fields = record.fields.filter { $0.1.asStandIn == nil }
    return fields.isEmpty && !record.labels.isEmpty ? nil : .record(fields)
  }

  /// The sizes of the encoder that this stands for, if they are known.
  fileprivate var configuration: CLIPConfiguration? {
    (asStandIn as? EncoderStandIn)?.configuration
  }
}

/// Checks of arguments that may be stand-ins; they throw what the built-ins' own reading does.
extension Call {
  func expectEncoder(_ name: String) throws {
    try expect(name, ["encoder"]) { _ = try encoder($0) }
  }

  func expectMethod(_ name: String) throws {
    try expect(name, ["method"]) { _ = try method($0) }
  }

  func expectSplit(_ name: String) throws {
    try expect(name, ["split", "images"]) { _ = try split($0) }
  }

  private func expect(_ name: String, _ types: [String], _ read: (Int) throws -> Void) throws {
    let value = self[name]
    guard !value.isUnknown, !types.contains(value.typeName) else { return }
    try read(position(of: name))
  }
}
