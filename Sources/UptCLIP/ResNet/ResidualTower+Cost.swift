import Foundation
import UptTensor

extension ResidualTower {
  /// Multiply-adds of one image: those of the convolutions and of the pooling's maps.
  var multiplyAdds: Double {
    let convolutions = layout.convolutions.reduce(0.0) {
      $0 + Double($1.to * $1.reach) * Double($1.outSide * $1.outSide)
    }
    let width = Double(configuration.attendedWidth)
    let rows = Double(configuration.patchCount + 1)
    return convolutions + (2 * rows + 1) * width * width + 2 * rows * width
      + width * Double(configuration.embeddingWidth)
  }

  /// Numbers alive at most while one image goes through: what enters and leaves a layer, a block's
  /// inside, and the neighbourhoods of the largest convolution.
  var scratch: Double {
    let outputs = layout.convolutions.map { Double($0.to * $0.outSide * $0.outSide) }
    let columns = layout.convolutions.map {
      $0.kernel == 1 ? 0 : Double($0.reach * $0.outSide * $0.outSide)
    }
    return 4 * (outputs.max() ?? 0) + (columns.max() ?? 0)
  }

  /// The time of a constant image.
  func secondsPerImage() -> Double {
    let arena = Arena.borrow()
    defer { arena.giveBack() }
    let pixels = arena.takeZeros(3 * configuration.imageSize * configuration.imageSize)
    let out = arena.take(configuration.embeddingWidth)
    let start = Date()
    run(pixels, count: 1, arena, out)
    return Date().timeIntervalSince(start)
  }
}
