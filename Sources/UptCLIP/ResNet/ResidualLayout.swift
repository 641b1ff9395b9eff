/// The convolutions of CLIP's ResNets and how they follow each other: what names, weights, the pass
/// and its cost are all read from.
///
/// They differ from the usual ResNets (Radford et al. 2021, §2.4): three convolutions before the
/// first stage instead of one, strides that are averages behind a convolution instead of gaps in
/// it, and attention instead of the mean at the end.
struct ResidualLayout {
  /// A convolution without a bias, followed by a batch norm.
  struct Convolution {
    /// Its place among all, and among the weights.
    let index: Int
    let name: String
    /// The name of its batch norm.
    let norm: String
    let from, to: Int
    /// 1, or 3 with a border of zeros.
    let kernel: Int
    var stride = 1
    /// The side of what comes in.
    let side: Int

    var outSide: Int { side / stride }
    /// Numbers that one output is made of.
    var reach: Int { from * kernel * kernel }
  }

  struct Block {
    let reduce, spatial, expand: Convolution
    /// The map beside them, where sizes change.
    let shortcut: Convolution?
    /// How far the averages behind `spatial`, and before `shortcut`, reach.
    let pooling: Int
  }

  private(set) var stem: [Convolution] = []
  private(set) var blocks: [Block] = []
  private(set) var convolutions: [Convolution] = []

  /// The stem's averages halve the sides.
  static let stemPooling = 2
  /// Each block ends four times as wide as its inside.
  private static let expansion = 4

  /// Empty for a vision transformer.
  init(_ c: CLIPConfiguration) {
    guard c.isResNet else { return }
    var side = c.imageSize
    let width = c.visionWidth
    for (number, (from, to)) in [(3, width / 2), (width / 2, width / 2), (width / 2, width)]
      .enumerated()
    {
      stem.append(
        add("visual.conv\(number + 1)", "visual.bn\(number + 1)", from, to, kernel: 3,
          stride: number == 0 ? 2 : 1, side))
      if number == 0 { side /= 2 }
    }
    side /= Self.stemPooling
    var from = width
    for (stage, count) in c.residualStages.enumerated() {
      let inside = width << stage
      for number in 0..<count {
        let pooling = stage > 0 && number == 0 ? 2 : 1
        let prefix = "visual.layer\(stage + 1).\(number)."
        let reduce = add(prefix + "conv1", prefix + "bn1", from, inside, kernel: 1, side)
        let spatial = add(prefix + "conv2", prefix + "bn2", inside, inside, kernel: 3, side)
        side /= pooling
        let to = inside * Self.expansion
        let expand = add(prefix + "conv3", prefix + "bn3", inside, to, kernel: 1, side)
        let changes = pooling > 1 || from != to
        let shortcut = changes
          ? add(prefix + "downsample.0", prefix + "downsample.1", from, to, kernel: 1, side) : nil
        blocks.append(
          Block(
            reduce: reduce, spatial: spatial, expand: expand, shortcut: shortcut,
            pooling: pooling))
        from = to
      }
    }
  }

  private mutating func add(
    _ name: String, _ norm: String, _ from: Int, _ to: Int, kernel: Int, stride: Int = 1,
    _ side: Int
  ) -> Convolution {
    let convolution = Convolution(
      index: convolutions.count, name: name, norm: norm, from: from, to: to, kernel: kernel,
      stride: stride, side: side)
    convolutions.append(convolution)
    return convolution
  }
}
