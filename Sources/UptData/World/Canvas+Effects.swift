extension Canvas {
  /// One pass of a 1-2-1 filter in both directions.
  func soften() {
    for channel in 0..<3 {
      let plane = planes + channel * side * side
      for line in 0..<side {
        soften(plane + line * side, stride: 1)
        soften(plane + line, stride: side)
      }
    }
  }

  private func soften(_ line: UnsafeMutablePointer<Float>, stride: Int) {
    var before = line[0]
    for index in 0..<side {
      let here = line[index * stride]
      let after = line[min(index + 1, side - 1) * stride]
      line[index * stride] = 0.25 * before + 0.5 * here + 0.25 * after
      before = here
    }
  }

  /// Inversion, then light and haze.
  func expose(_ recipe: World.Style.Recipe) {
    let one = SIMD3<Float>(repeating: 1)
    guard recipe.invert || recipe.haze != 0 || recipe.light != one else { return }
    for channel in 0..<3 {
      let plane = planes + channel * side * side
      let light = recipe.light[channel]
      let gain = recipe.invert ? -light : light
      let base = recipe.haze + (recipe.invert ? light : 0)
      for index in 0..<side * side { plane[index] = base + gain * plane[index] }
    }
  }

  /// Noise between -amount and amount, of a triangular distribution.
  func addGrain(_ amount: Float, seed: UInt32) {
    guard amount > 0 else { return }
    let scale = amount / 65_536
    for index in 0..<3 * side * side {
      var bits = (UInt32(truncatingIfNeeded: index) &+ seed) &* 0x9e37_79b9
      bits = (bits ^ (bits >> 15)) &* 0x85eb_ca6b
      bits = (bits ^ (bits >> 13)) &* 0xc2b2_ae35
      bits ^= bits >> 16
      planes[index] += scale * Float(Int32(bits & 0xffff) - Int32(bits >> 16))
    }
  }
}
