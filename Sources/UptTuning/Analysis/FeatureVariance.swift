import UptCLIP
import UptData
import UptTensor

/// The two variances that, by the paper, tell which prompts a data set asks for: text prompts fail
/// where images of a class differ much, visual prompts where the classes' texts hardly differ
/// (Zang et al. 2022, §1 and Figure 1).
///
/// Both are of features of length 1, and a variance is the mean squared distance to the mean: the
/// trace of the covariance, from 0 to 1. The paper states no formula; with this one the values lie
/// in its figure's range.
public struct FeatureVariance: Sendable, Equatable {
  /// Intra-class variance of image features: Σ_c (1/n_c) Σ_i |v_ci − mean_c|² / classes, over the
  /// classes that have images.
  public let visual: Double
  /// Inter-class variance of text embeddings: (1/C) Σ_c |t_c − mean|², for the classes' names in
  /// the data set's template.
  public let text: Double

  /// The variances of a split under an encoder.
  /// - Throws: `.value` for a split without images, or a class name too long for the encoder.
  public init(_ model: CLIPModel, _ split: Split) throws {
    guard split.count > 0 else { throw EngineError(.value, "\(split.name) has no images") }
    let images = try ImageFeatures.of(split, model).rowsNormalised()
    let byClass = Dictionary(grouping: split.labels.indices) { split.labels[$0] }
    let variances = byClass.sorted { $0.key < $1.key }.map { Self.variance(images, of: $0.value) }
    visual = variances.reduce(0, +) / Double(variances.count)
    let texts = try model.textFeatures(split.prompts.map(model.rows)).rowsNormalised()
    text = Self.variance(texts, of: Array(split.classes.indices))
  }

  /// The mean squared distance of some rows to their mean.
  private static func variance(_ features: Tensor, of rows: [Int]) -> Double {
    let width = features.shape[1]
    let count = Double(rows.count)
    return (0..<width).reduce(0) { sum, column in
      let values = rows.map { Double(features.data[$0 * width + column]) }
      let mean = values.reduce(0, +) / count
      return sum + values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    }
  }
}
