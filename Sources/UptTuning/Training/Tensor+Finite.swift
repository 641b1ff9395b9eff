import UptTensor

extension Tensor {
  /// Whether no element is infinite or NaN. A plain loop over the exponents, since it runs over all
  /// parameters and moments at every step.
  var isFinite: Bool {
    data.withUnsafeBufferPointer { values in
      var largest: UInt32 = 0
      for i in 0..<values.count { largest = Swift.max(largest, values[i].bitPattern & 0x7f80_0000) }
      return largest < 0x7f80_0000
    }
  }
}
