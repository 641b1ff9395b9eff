import Foundation
import Testing
import UptCLIP
import UptTensor
import UptTuning

/// Files that hold no tuned prompts, or broken ones: one error that names the file and the fault.
@Suite struct BrokenFileTests {
  /// A good file, in parts that a test can spoil.
  struct Parts {
    let model: CLIPModel
    var items: [Safetensors.Item]
    var metadata: [String: String]

    init(_ name: String = "unified deep") throws {
      let model = try Tiny.model()
      self.model = model
      (items, metadata) = try withTemporaryFile { path in
        try TunedFileTests.tuned(name, model).save(to: path)
        let file = try SafetensorsFile(path)
        return (try file.names.map { .init($0, try file.tensor($0)) }, file.metadata)
      }
    }

    mutating func replace(_ key: String, _ old: String, _ new: String) throws {
      let text = try #require(metadata[key])
      #expect(text.contains(old), "\(text)")
      metadata[key] = text.replacingOccurrences(of: old, with: new)
    }

    mutating func tensor(_ name: String, _ change: (Tensor) throws -> Tensor?) throws {
      let i = try #require(items.firstIndex { $0.name == name })
      if let tensor = try change(items[i].tensor) {
        items[i].tensor = tensor
      } else {
        items.remove(at: i)
      }
    }

    func refused(
      _ message: String, _ kind: EngineError.Kind = .format,
      at location: SourceLocation = #_sourceLocation
    ) throws {
      try withTemporaryFile { path in
        try Safetensors.write(path, items, metadata: metadata)
        let error = #expect(throws: EngineError.self, sourceLocation: location) {
          try Tuned.load(path, model: model)
        }
        let text = error?.description ?? ""
        #expect(error?.kind == kind, "\(text)", sourceLocation: location)
        #expect(error?.message.contains(path) == true, "\(text)", sourceLocation: location)
        #expect(error?.message.contains(message) == true, "\(text)", sourceLocation: location)
      }
    }
  }

  @Test func tensors() throws {
    let good = try Parts()
    for (name, message) in [
      ("prompt.text", "[2, 8]"), ("prompt.visual", "[rows, 12]"), ("text_features", "[3, 10]"),
      ("first.uni_ctx", "[6, 8]"), ("second.mlp.weight", "[12, 8]"),
      ("parameter.uni_ctx", "first.uni_ctx"),
    ] {
      var parts = good
      try parts.tensor(name) { _ in nil }
      try parts.refused("the tensor \"\(name)\" is missing")
      parts = good
      try parts.tensor(name) { try Tensor([$0.shape[0], $0.shape[1] + 1], repeating: 0) }
      try parts.refused(message)
      parts = good
      try parts.tensor(name) { try Tensor($0.shape, repeating: .nan) }
      try parts.refused("\"\(name)\" holds numbers that are not finite")
    }
    var parts = good
    try parts.tensor("prompt.visual") { try Tensor([3, $0.shape[1]], repeating: 0) }
    try parts.refused("multiple of 2 rows")
    parts = good
    try parts.tensor("prompt.text") { try $0.reshaped([4, 4]) }
    try parts.refused("[4, 4]")
    parts = good
    for name in ["parameter.uni_ctx", "first.uni_ctx", "second.uni_ctx"] {
      try parts.tensor(name) { _ in try Tensor([5, 8], repeating: 0) }
    }
    try parts.refused("\"uni_ctx\" of shape [5, 8]")
    parts = good
    try parts.tensor("prompt.text") { try Tensor($0.shape, repeating: 1) }
    try parts.refused("makes other prompts", .value)
  }

  @Test func missingMetadata() throws {
    let good = try Parts()
    // Files from before the program's version was kept are read as well.
    for key in good.metadata.keys where !["format", "version", "program"].contains(key) {
      var parts = good
      parts.metadata[key] = nil
      try parts.refused("\(key) is missing")
      guard key != "template", key != "data" else { continue }
      for (text, message) in [
        ("{\"a\": ", "not valid JSON"), ("", "not valid JSON"), ("7", "an integer instead of"),
      ] {
        parts.metadata[key] = text
        try parts.refused(message)
        try parts.refused(key)
      }
      parts.metadata[key] = "{}"
      try parts.refused(key)
    }
  }

  @Test func otherFiles() throws {
    let good = try Parts()
    var parts = good
    parts.metadata["format"] = nil
    try parts.refused("does not hold tuned prompts")
    parts.metadata = [:]
    try parts.refused("does not hold tuned prompts")
    parts = good
    parts.metadata["version"] = "2"
    try parts.refused("in version 2 of their format")
    parts.metadata["version"] = nil
    try parts.refused("in version none")
  }

  @Test func contradictions() throws {
    let good = try Parts()
    for (key, old, new, message) in [
      ("method", "\"length\":2,\"depth\"", "\"length\":3,\"depth\"", "recipe contradicts"),
      ("method", "\"length\":2,\"depth\"", "\"length\":-1,\"depth\"", "a prompt of -1"),
      ("method", "\"depth\":2", "\"depth\":9", "9 blocks"),
      ("method", "\"depth\":2", "\"depth\":-9", "less than 0"),
      ("method", "\"method\":\"unified\"", "\"method\":\"magic\"", "\"magic\" instead of one of"),
      ("method", "\"dropout\":0.0", "\"dropout\":1.5", "dropout of 1.5"),
      ("method", "\"length\":2,\"position\"", "\"length\":\(Int.max),\"position\"", "length"),
      ("method", "\"visual_blocks\":2", "\"visual_blocks\":-1", "-1 blocks"),
      ("encoder", "\"fingerprint\":\"", "\"fingerprint\":\"x", "instead of a hash"),
      ("classes", "\"red_square\"", "1", "classes holds an integer"),
      ("options", "\"epochs\":3", "\"epochs\":0", "0 epochs"),
      ("options", "\"epochs\":3", "\"epochs\":3.5", "options.epochs is a number"),
      ("options", "\"rule\":\"adamw\"", "\"rule\":\"lion\"", "\"lion\" instead of one of"),
      ("options", "\"name\":\"cosine\"", "\"name\":\"sine\"", "\"sine\" instead of one of"),
      ("state", "\"epoch\":1", "\"epoch\":-1", "contradict"),
      ("state", "\"epoch\":1", "\"epoch\":2", "contradict"),
      ("state", "\"history\":[{", "\"history\":[{\"x\":1},{", "state.history[0].epoch is missing"),
      ("state", "\"uni_ctx\",", "\"uni_ctx\",\"uni_ctx\",", "twice"),
      ("state", "\"uni_ctx\",", "", "the saved training has the parameters"),
    ] {
      var parts = good
      try parts.replace(key, old, new)
      try parts.refused(message)
    }
  }

  @Test func bytes() throws {
    let parts = try Parts("text")
    try withTemporaryFile { path in
      try Safetensors.write(path, parts.items, metadata: parts.metadata)
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      for length in [0, 5, 8, 100, whole.count - 1] {
        try whole.prefix(length).write(to: URL(fileURLWithPath: path))
        try refused(.format, path) { _ = try Tuned.load(path, model: parts.model) }
      }
      try Data("let x = 1\n".utf8).write(to: URL(fileURLWithPath: path))
      try refused(.format, path) { _ = try Tuned.load(path, model: parts.model) }
    }
    try refused(.file, "/no/such/prompts") {
      _ = try Tuned.load("/no/such/prompts", model: parts.model)
    }
    try refused(.file, "/no/such/prompts") {
      try TunedFileTests.tuned("text", parts.model).save(to: "/no/such/prompts")
    }
  }
}
