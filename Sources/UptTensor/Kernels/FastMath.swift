/// Exponentials in plain arithmetic that the compiler turns into vector code.
///
/// Fused multiply-adds are left to the compiler: asked for explicitly they become library calls on
/// processors without them.
@inline(__always)
func fastExp(_ x: Float) -> Float {
  // exp(x) = 2^n · exp(r), |r| <= ln 2 / 2. Adding and taking away 1.5 · 2^23 rounds to the nearest
  // integer, whose bits then sit at the bottom of the sum. Relative error 1.2e-7.
  let magic: Float = 12_582_912
  let clamped = min(max(x, -87.3), 88.3)
  let shifted = clamped * 1.442_695_04 + magic
  let n = shifted - magic
  let r = (clamped - n * 0.693_359_375) - n * -2.121_944_4e-4
  var p: Float = 1.388_888_9e-3
  p = p * r + 8.333_334e-3
  p = p * r + 4.166_666_7e-2
  p = p * r + 1.666_666_7e-1
  p = p * r + 0.5
  p = p * r + 1
  p = p * r + 1
  let exponent = (shifted.bitPattern &- magic.bitPattern) &<< 23
  return Float(bitPattern: p.bitPattern &+ exponent)
}

/// The error function by Abramowitz and Stegun 7.1.26 (absolute error 1.5e-7).
@inline(__always)
func fastErf(_ x: Float) -> Float {
  let a = abs(x)
  let t = 1 / (1 + 0.327_591_1 * a)
  var p: Float = 1.061_405_429
  p = p * t - 1.453_152_027
  p = p * t + 1.421_413_741
  p = p * t - 0.284_496_736
  p = p * t + 0.254_829_592
  let y = 1 - p * t * fastExp(-a * a)
  return x < 0 ? -y : y
}
