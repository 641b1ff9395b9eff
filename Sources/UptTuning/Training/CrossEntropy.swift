import Foundation

/// −log softmax(logits)[label].
enum CrossEntropy {
  /// The loss of one row, whose logits become the gradient of loss / share.
  static func apply(
    _ scores: inout [Float], row: Int, classes: Int, label: Int, share: Int
  ) -> Double {
    let start = row * classes
    let largest = scores[start..<start + classes].max() ?? 0
    var sum = 0.0
    for i in start..<start + classes { sum += Double(exp(scores[i] - largest)) }
    let loss = log(sum) - Double(scores[start + label] - largest)
    let scale = 1 / Float(share)
    let inverse = Float(1 / sum)
    for i in start..<start + classes {
      scores[i] = exp(scores[i] - largest) * inverse * scale
    }
    scores[start + label] -= scale
    return loss
  }
}
