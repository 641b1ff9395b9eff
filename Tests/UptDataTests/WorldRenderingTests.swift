import Testing
import UptTensor

@testable import UptData

@Suite("World: rendering")
struct WorldRenderingTests {
  private let star = World.Attributes(shape: .star, colour: .red, texture: .plain)

  @Test("the same scene gives the same bytes, and both outputs agree to the level")
  func outputsAgree() {
    var random = Random(5, "test")
    let scene = World.Scene(star, variation: 1, random: &random)
    for size in [32, 48, 64] {
      let bytes = scene.rgb(size: size)
      #expect(bytes == scene.rgb(size: size))
      #expect(bytes.count == 3 * size * size)
      var floats = [Float](repeating: .nan, count: bytes.count)
      floats.withUnsafeMutableBufferPointer {
        scene.write(size: size, mean: .zero, std: SIMD3(repeating: 1), into: $0)
      }
      for pixel in 0..<size * size {
        for channel in 0..<3 {
          let level = floats[channel * size * size + pixel] * 255
          #expect(abs(level - Float(bytes[3 * pixel + channel])) < 1e-3)
        }
      }
    }
  }

  @Test("nothing is written into a buffer of another length")
  func wrongBuffer() {
    var floats = [Float](repeating: 7, count: 100)
    floats.withUnsafeMutableBufferPointer {
      World.Scene(star).write(size: 48, mean: .zero, std: SIMD3(repeating: 1), into: $0)
    }
    #expect(floats.allSatisfy { $0 == 7 })
  }

  @Test("edges are smooth: pixels between paint and backdrop, but only there", arguments: [32, 48])
  func antialiasing(size: Int) {
    for shape in World.Shape.allCases {
      let scene = World.Scene(World.Attributes(shape: shape, colour: .red, texture: .plain))
      let green = scene.rgb(size: size).enumerated().filter { $0.offset % 3 == 1 }.map(\.element)
      let (paint, ground) = (UInt8(31), UInt8(245))
      let inside = green.filter { $0 == paint }.count
      let outside = green.filter { $0 == ground }.count
      let between = green.count - inside - outside
      #expect(inside > size, "\(shape)")
      #expect(outside > size * size / 4, "\(shape)")
      #expect(between > size / 2 && between < size * 8, "\(shape): \(between)")
    }
  }

  @Test("coverage adds up to the object's area")
  func discArea() {
    let scene = World.Scene(World.Attributes(shape: .circle, colour: .red, texture: .plain))
    let size = 64
    let green = scene.rgb(size: size).enumerated().filter { $0.offset % 3 == 1 }.map(\.element)
    let covered = green.reduce(0.0) { $0 + (245 - Double($1)) / (245 - 31) }
    let radius = 0.9 * Double(scene.radius) * Double(size)
    #expect(abs(covered - Double.pi * radius * radius) < 0.01 * covered)
  }

  @Test("no two shapes, textures or styles look alike")
  func distinct() {
    func difference(_ a: [UInt8], _ b: [UInt8]) -> Double {
      zip(a, b).reduce(0.0) { $0 + abs(Double($1.0) - Double($1.1)) } / Double(a.count)
    }
    func check(_ pictures: [[UInt8]], _ what: String) {
      for a in pictures.indices {
        for b in 0..<a {
          #expect(difference(pictures[a], pictures[b]) > 2, "\(what) \(a) and \(b)")
        }
      }
    }
    check(
      World.Shape.allCases.map {
        World.Scene(World.Attributes(shape: $0, colour: .blue, texture: .plain)).rgb()
      }, "shapes")
    check(
      World.Texture.allCases.map {
        World.Scene(World.Attributes(shape: .circle, colour: .blue, texture: $0)).rgb()
      }, "textures")
    check(
      World.Style.allCases.map {
        World.Scene(
          World.Attributes(shape: .star, colour: .blue, texture: .checkered), style: $0
        ).rgb()
      }, "styles")
  }

  @Test("extreme scenes are drawn without harm")
  func extremes() {
    var scene = World.Scene(star)
    for (x, y, radius) in [(-9, 0, 0.1), (0.5, 99, 0.1), (0.5, 0.5, 40), (0.5, 0.5, 0)] {
      (scene.x, scene.y, scene.radius) = (Float(x), Float(y), Float(radius))
      #expect(scene.rgb(size: 48).count == 3 * 48 * 48)
    }
    for value in [Float.nan, .infinity, -.infinity, 1e30] {
      for field in [\World.Scene.x, \.y, \.radius, \.rotation, \.textureScale, \.paint.x, \.grain] {
        var scene = World.Scene(World.Attributes(shape: .star, colour: .red, texture: .striped))
        scene[keyPath: field] = value
        #expect(scene.rgb(size: 48).count == 3 * 48 * 48)
      }
    }
    #expect(World.Scene(star).rgb(size: -4).count == 3 * 8 * 8)
  }
}
