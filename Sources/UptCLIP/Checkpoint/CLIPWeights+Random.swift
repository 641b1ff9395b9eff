import Foundation
import UptTensor

extension CLIPWeights {
  /// Untrained weights, with the deviations that CLIP starts from; the same for the same seed,
  /// whatever the number of threads, since every tensor has its own stream.
  /// - Throws: `.format` when the configuration makes no model.
  public static func random(_ configuration: CLIPConfiguration, seed: Int) throws -> CLIPWeights {
    try configuration.validate("the configuration")
    let parameters = configuration.parameters
    let tensors = try Parallel.map(parameters.count) { index in
      let parameter = parameters[index]
      let count = try Tensor.elementCount(parameter.shape)
      switch configuration.start(of: parameter) {
      case .constant(let value): return try Tensor(parameter.shape, repeating: value)
      case .normal(let deviation):
        var random = Random(seed, parameter.name)
        return try Tensor(
          parameter.shape, (0..<count).map { _ in Float(random.normal() * deviation) })
      }
    }
    var weights = CLIPWeights(unfilled: configuration)
    for (parameter, tensor) in zip(parameters, tensors) {
      weights[keyPath: parameter.keyPath] = tensor
    }
    return weights
  }
}

extension CLIPConfiguration {
  fileprivate enum Start {
    case constant(Float)
    case normal(Double)
  }

  fileprivate func start(of parameter: CLIPParameter) -> Start {
    let name = parameter.name
    let isVision = name.hasPrefix("visual.")
    if isVision, isResNet { return residualStart(of: parameter) }
    let width = Double(isVision ? visionWidth : textWidth)
    let layers = Double(isVision ? visionLayers : textLayers)
    let scale = 1 / width.squareRoot()
    if name == "logit_scale" { return .constant(Float(log(1 / 0.07))) }
    if name.contains("ln_") { return .constant(name.hasSuffix("weight") ? 1 : 0) }
    if name.hasSuffix("bias") { return .constant(0) }
    if name == "token_embedding.weight" { return .normal(0.02) }
    if name == "positional_embedding" { return .normal(0.01) }
    if name.hasSuffix("c_fc.weight") { return .normal(1 / (2 * width).squareRoot()) }
    if name.hasSuffix("out_proj.weight") || name.hasSuffix("c_proj.weight") {
      return .normal(scale / (2 * layers).squareRoot())
    }
    return .normal(scale)
  }

  /// Maps by He's rule, which keeps a signal's size through rectifiers; norms that change nothing.
  private func residualStart(of parameter: CLIPParameter) -> Start {
    if parameter.name.hasSuffix(".positional_embedding") {
      return .normal(1 / Double(attendedWidth).squareRoot())
    }
    if parameter.shape.count == 2 {
      return .normal((2 / Double(parameter.shape[1])).squareRoot())
    }
    return .constant(
      parameter.name.hasSuffix(".weight") || parameter.name.hasSuffix(".running_var") ? 1 : 0)
  }
}
