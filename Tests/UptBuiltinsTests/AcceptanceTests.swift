import Foundation
import Testing
import UptRuntime

@testable import UptBuiltins

/// The scripts that the language was designed around, as they stand.
@Suite struct AcceptanceTests {
  static let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Scripts")

  static func script(_ name: String) throws -> String {
    try String(contentsOf: scripts.appendingPathComponent(name), encoding: .utf8)
  }

  /// A new method in a few lines, trained at engine speed.
  static let sharedMLP = """
    let clip = encoder("demo")
    let data = dataset("demo/species")
    let train = data.fewshot(1)
    func mlp_prompt(clip, length: 4) {
      return prompt_method("shared mlp", clip,
        parameters: (u:  normal([2 * length, clip.text.width], std: 0.02),
                     w1: xavier([clip.text.width, clip.text.width]),
                     w2: xavier([clip.text.width, clip.vision.width]))) { p in
        let h = relu(p.u @ p.w1)
        return (text: h[..<length, ..], visual: h[length..., ..] @ p.w2)
      }
    }
    let tuned = fit(mlp_prompt(clip), train, epochs: 3)
    """

  @Test func aMethodWrittenInAScriptIsTrained() throws {
    let session = EngineSession()
    try session.run(Self.sharedMLP)
    guard case .object(let tuned as TunedObject)? = session.value("tuned") else {
      Issue.record("fit gave no tuned prompts")
      return
    }
    #expect(tuned.tuned.isComplete)
    #expect(tuned.tuned.method.name == "shared mlp")
    let losses = tuned.tuned.history.map(\.loss)
    #expect(losses[2] < losses[0])
    #expect(tuned.tuned.prompts.text?.shape == [4, tuned.tuned.method.model.configuration.textWidth])
  }

  /// The unified prompt written in a script gives the built-in's loss and gradients to 1e-5.
  @Test func theUnifiedPromptByHandIsTheBuiltIn() throws {
    let session = EngineSession()
    try session.run(Self.script("unified-by-hand.upt"))
    guard case .record(let expected)? = session.value("expected"),
      case .record(let found)? = session.value("found"),
      case .real(let wantedLoss)? = expected.value("loss"),
      case .real(let foundLoss)? = found.value("loss"),
      case .record(let wanted)? = expected.value("gradients"),
      case .record(let gradients)? = found.value("gradients")
    else {
      Issue.record("the script made no losses and gradients")
      return
    }
    #expect(abs(wantedLoss - foundLoss) <= 1e-5)
    #expect(wanted.labels == gradients.labels)
    #expect(wanted.labels.count == 15)
    for (name, value) in wanted.fields {
      guard case .object(let a as TensorObject) = value,
        case .object(let b as TensorObject)? = gradients.value(name)
      else {
        Issue.record("\(name) is no tensor")
        continue
      }
      let largest = zip(a.value.data, b.value.data).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
      let scale = a.value.data.reduce(Float(1)) { max($0, abs($1)) }
      #expect(largest <= 1e-5 * scale, "\(name): off by \(largest) of \(scale)")
      #expect(a.value.data.contains { $0 != 0 }, "\(name) has no gradient to compare")
    }
  }

  /// The main job, with the least work that still runs every line of it.
  @Test func theAblationRuns() throws {
    let session = EngineSession()
    try session.run(
      Self.script("ablation.upt"), set: [(name: "shots", text: "1"), (name: "epochs", text: "1")])
    let lines = session.output.split(separator: "\n").map(String.init)
    #expect(lines.count > 20)
    #expect(lines.first?.hasPrefix("zero-shot: ") == true)
    for method in ["text", "visual", "unified"] {
      #expect(lines.contains { $0.hasPrefix("\(method): ") && $0.contains("parameters)") })
      #expect(lines.contains { $0.hasPrefix("\(method) ") && $0.contains("±") })
    }
    #expect(session.output.contains("95% interval"))
  }
}
