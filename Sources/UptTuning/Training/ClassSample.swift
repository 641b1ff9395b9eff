import Foundation
import UptTensor

/// The classes that a step compares its images with where there are too many to encode every time:
/// those of its images, and others drawn at random (as in POMP, Ren et al. 2023, arXiv 2304.04704).
///
/// A class that was drawn stands for those that were not. The logarithm of how many it stands for
/// is added to its logit, so that the softmax's sum has the expected value of the sum over all
/// classes: the correction of sampled softmax (Jean et al. 2015, arXiv 1412.2007).
struct ClassSample: Equatable {
  /// Positions among all classes, ascending.
  let classes: [Int]
  /// The batch's labels as positions in ``classes``.
  let labels: [Int]
  /// What is added to each class's logit; 0 for the classes of the batch.
  let corrections: [Float]

  /// - Parameters:
  ///   - labels: those of the batch, each below `total`.
  ///   - count: how many classes to compare with; those of the batch are always among them.
  init(_ labels: [Int], count: Int, of total: Int, from random: inout Random) {
    let own = Set(labels)
    let others = (0..<total).filter { !own.contains($0) }
    let drawn = min(max(count - own.count, 0), others.count)
    let chosen = random.permutation(others.count).prefix(drawn).map { others[$0] }
    let sorted = (Array(own) + chosen).sorted()
    let places = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
    let share = drawn > 0 ? Float(log(Double(others.count) / Double(drawn))) : 0
    classes = sorted
    self.labels = labels.compactMap { places[$0] }
    corrections = sorted.map { own.contains($0) ? 0 : share }
  }
}
