import Foundation
import UptTensor

/// How fast this machine goes through the blocks of a tower, in multiply-adds a second over all
/// threads: measured on one block and the rows of one chunk for each thread, element-wise work
/// included; on one image for each thread in a ResNet, which nothing goes back through.
public struct BlockSpeed: Equatable, Sendable {
  public var forward: Double
  public var backward: Double

  /// The work of one block counted, and the time of one block taken.
  init(_ weights: BlockPointers, _ shape: TransformerShape, _ packing: Packing) throws {
    let cost = BlockCost(shape, packing, .all)
    let threads = Parallel.threads
    let seconds = try Parallel.map(threads) { _ in
      Self.seconds(Block(weights: weights, shape: shape), packing)
    }
    func speed(_ work: Double, _ seconds: [Double]) -> Double {
      work * Double(threads) / max(seconds.max() ?? 0, 1e-9)
    }
    forward = speed(cost.forward, seconds.map(\.forward))
    backward = speed(cost.backward, seconds.map(\.backward))
  }

  /// The same speed both ways.
  init(_ tower: ResidualTower) throws {
    let threads = Parallel.threads
    let seconds = try Parallel.map(threads) { _ in tower.secondsPerImage() }
    forward = tower.multiplyAdds * Double(threads) / max(seconds.max() ?? 0, 1e-9)
    backward = forward
  }

  /// The best times of a few passes; a block that takes long is passed once.
  private static func seconds(
    _ block: Block, _ packing: Packing
  ) -> (forward: Double, backward: Double) {
    let arena = Arena.borrow()
    defer { arena.giveBack() }
    let count = packing.rows * block.shape.width
    let (x, y, dx) = (arena.take(count), arena.take(count), arena.take(count))
    for i in 0..<count { x[i] = Float(i % 17) / 8 - 1 }
    let mark = arena.mark
    var best = (forward: Double.infinity, backward: Double.infinity)
    let start = Date()
    repeat {
      arena.rewind(to: mark)
      let begin = Date()
      let tape = block.forward(
        x, packing: packing, wanted: .all, prefix: nil, arena: arena, y)
      let middle = Date()
      block.backward(tape, dy: y, arena: arena, dx)
      best.forward = min(best.forward, middle.timeIntervalSince(begin))
      best.backward = min(best.backward, Date().timeIntervalSince(middle))
    } while Date().timeIntervalSince(start) < 0.01
    return best
  }
}

// Towers have at least one block, as configurations are checked.
extension VisionTower {
  /// The speed on chunks of images with a prompt of so many vectors.
  public func speed(promptLength length: Int) throws -> BlockSpeed {
    if let residual { return try BlockSpeed(residual) }
    guard let block = pointers?.blocks.first else {
      throw EngineError(.value, "an image tower without blocks has no speed")
    }
    let tokens = 1 + length + configuration.patchCount
    return try BlockSpeed(
      block, shape,
      Packing(lengths: Array(repeating: tokens, count: imagesPerChunk), causal: false))
  }
}

extension TextTower {
  /// The speed on chunks of prompts.
  public func speed(_ prompts: [[TextRow]]) throws -> BlockSpeed {
    let text = SharedText(prompts)
    let lengths = (text.chunks.first ?? 0..<0).map { text.suffixes[$0].count }
    return try BlockSpeed(pointers.blocks[0], shape, Packing(lengths: lengths, causal: true))
  }
}
