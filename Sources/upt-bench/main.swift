import Foundation
import UptTensor

// Times one training step of a method on an encoder of ViT-B/16's size with random weights, for
// `Scripts/bench`: `upt-bench METHOD [--augment] [--steps N] [--model b16|tiny]`,
// `upt-bench peak` and `upt-bench tokens FILE`; `upt-bench loader --pictures DIR [--augment]` times
// loading pictures, `upt-bench steps --pictures DIR [--steps N]` training steps on them;
// `upt-bench weights FILE [--type F32|F16|BF16]` writes the encoder, `upt-bench tokenizer` times its
// tokenizer. Prints one JSON object.
let arguments = Array(CommandLine.arguments.dropFirst())

func option(_ name: String) -> String? {
  arguments.firstIndex(of: name).flatMap { i in
    arguments.indices.contains(i + 1) ? arguments[i + 1] : nil
  }
}

do {
  let model = option("--model") ?? "b16"
  if let threads = option("--threads").flatMap({ Int($0) }) { Parallel.threads = threads }
  switch arguments.first {
  case "peak": print(try Peak.measure().text())
  case "loader":
    let bench = try LoaderBench(pictures: option("--pictures") ?? "")
    print(try bench.rate(augment: arguments.contains("--augment")).text())
  case "steps":
    let bench = try LoaderBench(pictures: option("--pictures") ?? "")
    let steps = option("--steps").flatMap { Int($0) } ?? 8
    print(try bench.steps(steps, model: model).text())
  case "tokenizer": print(try StartBench.tokenizer().text())
  case "weights":
    let path = arguments.dropFirst().first ?? ""
    print(try StartBench.writeWeights(model, to: path, as: option("--type") ?? "F32").text())
  case "tokens": try StepBench(model: model).writeTokens(to: arguments.dropFirst().first ?? "")
  case let method?:
    let bench = try StepBench(model: model)
    print(
      try bench.run(
        method, augment: arguments.contains("--augment"),
        steps: option("--steps").flatMap { Int($0) } ?? 5
      ).text())
  case nil:
    print(
      "usage: upt-bench METHOD|peak|tokenizer|tokens FILE|weights FILE|loader|steps [--augment] "
        + "[--steps N] [--model b16|tiny] [--pictures DIR]")
  }
} catch {
  FileHandle.standardError.write(Data("upt-bench: \(error)\n".utf8))
  exit(1)
}
