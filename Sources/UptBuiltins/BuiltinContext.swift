/// What the built-ins of one interpreter share. It is made once, and every library of built-ins
/// is made from it.
public final class BuiltinContext {
  /// Where random numbers without a seed of their own come from.
  public let random: RandomState

  /// How many gradients are being computed around the running code; more than one would need
  /// derivatives of derivatives.
  var differentiations = 0

  /// A context whose random numbers follow from `seed`.
  public init(seed: Int = 0) { random = RandomState(seed: seed) }
}
