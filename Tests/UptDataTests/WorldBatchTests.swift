import Testing
import UptTensor

@testable import UptData

@Suite("World: pretraining batches")
struct WorldBatchTests {
  private func batch(
    _ step: Int, size: Int = 96, difficulty: Double = 1
  ) throws -> World.PretrainingBatch {
    try World.batch(seed: 3, step: step, size: size, imageSize: 32, difficulty: difficulty)
  }

  @Test("a batch is a function of its arguments, whatever the number of threads")
  func determinism() throws {
    let threads = Parallel.threads
    defer { Parallel.threads = threads }
    Parallel.threads = 1
    let one = try batch(7)
    Parallel.threads = 2
    let two = try batch(7)
    #expect(one.images == two.images)
    #expect(one.captions == two.captions)
    #expect(one.facts == two.facts)
    #expect(try batch(8).images != one.images)
    #expect(one.images.shape == [96, 3, 32, 32])
  }

  @Test("a batch of any size has as many pictures", arguments: [0, 1, 8, 13, 64])
  func sizes(size: Int) throws {
    let batch = try batch(1, size: size)
    #expect(batch.count == size)
    #expect(batch.images.shape == [size, 3, 32, 32])
    #expect(batch.matchMatrix().shape == [size, size])
  }

  @Test("sizes that nothing can hold are refused")
  func refusals() {
    #expect(throws: EngineError.self) { try batch(1, size: -1) }
    #expect(throws: EngineError.self) { try batch(1, size: 1_000_000_000_000) }
  }

  @Test("held-out combinations and what belongs to tasks never appear")
  func heldOut() throws {
    #expect(World.Combination.all.count == 648)
    #expect(World.Combination.heldOut.count == 64)
    var seen: Set<World.Combination> = []
    for step in 0..<60 {
      let plan = BatchPlan(seed: 1, step: step, size: 128, difficulty: 1)
      for item in plan.items {
        #expect(!item.attributes.combination.isUnseen)
        seen.insert(item.attributes.combination)
      }
    }
    #expect(seen.count == 648 - 64)
    for shape in World.Shape.known {
      #expect(World.Combination.heldOut.filter { $0.shape == shape }.count < 27)
    }
  }

  @Test("captions use no word that is left to the tasks")
  func words() throws {
    let unseen = Set(
      World.Shape.allCases.flatMap(\.words.unseen) + World.Colour.allCases.flatMap(\.words.unseen)
        + World.Texture.allCases.flatMap(\.words.unseen))
    let known = Set(World.words)
    #expect(known.isDisjoint(with: unseen))
    for step in 0..<10 {
      for caption in try batch(step).captions {
        for word in caption.split(whereSeparator: { " .".contains($0) }) {
          #expect(known.contains(String(word)), "\(caption)")
        }
      }
    }
  }

  @Test("every caption is true of its picture, as read from its words")
  func truth() throws {
    for step in 0..<6 {
      let batch = try batch(step)
      for (caption, attributes) in zip(batch.captions, batch.attributes) {
        let words = Set(caption.split(whereSeparator: { " .".contains($0) }).map(String.init))
        for shape in World.Shape.known where shape != attributes.shape {
          #expect(words.isDisjoint(with: [shape.words.plain] + shape.words.synonyms), "\(caption)")
        }
        for texture in World.Texture.known where texture != attributes.texture {
          let names = [texture.words.plain] + texture.words.synonyms
          #expect(words.isDisjoint(with: names), "\(caption)")
        }
        for colour in World.Colour.allCases where colour != attributes.colour {
          // Two backdrops have the words of colours in their names.
          if ["blue", "green"].contains(colour.words.plain), words.contains("background")
            || words.contains("on") { continue }
          let names = [colour.words.plain] + colour.words.synonyms
          #expect(words.isDisjoint(with: names), "\(caption)")
        }
        for size in World.Size.allCases where size != attributes.size {
          #expect(words.isDisjoint(with: [size.words.plain] + size.words.synonyms), "\(caption)")
        }
      }
    }
  }

  @Test("the match matrix agrees with attribute-by-attribute comparison")
  func matches() throws {
    let size = 64
    let batch = try batch(2, size: size)
    let plan = BatchPlan(seed: 3, step: 2, size: size, difficulty: 1)
    let matrix = batch.matchMatrix()
    for i in 0..<size {
      let (own, naming) = plan.items[i]
      for j in 0..<size {
        let other = batch.attributes[j]
        let slow = (!naming.contains(.shape) || own.shape == other.shape)
          && (!naming.contains(.colour) || own.colour == other.colour)
          && (!naming.contains(.texture) || own.texture == other.texture)
          && (!naming.contains(.size) || own.size == other.size)
          && (!naming.contains(.backdrop) || own.backdrop == other.backdrop)
        #expect(matrix.data[i * size + j] == (slow ? 1 : 0))
        #expect(batch.matches(caption: i, picture: j) == slow)
      }
      #expect(matrix.data[i * size + i] == 1)
    }
    for i in 0..<size {
      for j in 0..<size where batch.captions[i] == batch.captions[j] {
        #expect(batch.matches(caption: i, picture: j))
      }
    }
  }

  @Test("targets are the matches in both directions, each row summing to 1")
  func targets() throws {
    let size = 40
    let batch = try batch(4, size: size)
    let (text, image) = batch.targets()
    for i in 0..<size {
      #expect(abs(text.data[i * size..<(i + 1) * size].reduce(0, +) - 1) < 1e-5)
      #expect(abs(image.data[i * size..<(i + 1) * size].reduce(0, +) - 1) < 1e-5)
      for j in 0..<size {
        #expect((text.data[i * size + j] > 0) == batch.matches(caption: i, picture: j))
        #expect((image.data[j * size + i] > 0) == batch.matches(caption: i, picture: j))
      }
    }
  }

  @Test("hard groups: a good part of the pictures differ from their group in shape alone")
  func hardNegatives() {
    var onlyShape = 0
    let plan = BatchPlan(seed: 1, step: 0, size: 1024, difficulty: 1)
    for group in stride(from: 0, to: 1024, by: 8) {
      let items = plan.items[group..<group + 8].map(\.attributes)
      let rest = Set(items.map { [$0.colour.rawValue, $0.texture.rawValue, $0.size.rawValue] })
      if rest.count == 1 && Set(items.map(\.shape)).count == 8 { onlyShape += 1 }
    }
    #expect(onlyShape > 128 / 4 && onlyShape < 128 * 6 / 10)
  }

  @Test("difficulty 0 is centred, upright and never small")
  func curriculum() {
    let plan = BatchPlan(seed: 1, step: 0, size: 256, difficulty: 0)
    #expect(plan.items.allSatisfy { $0.attributes.size != .small })
    var random = Random(1, "test")
    for item in plan.items.prefix(20) {
      let scene = World.Scene(item.attributes, variation: 0, random: &random)
      #expect(scene.x == 0.5 && scene.y == 0.5 && scene.rotation == 0 && scene.grain == 0)
    }
  }

  @Test("evaluation pictures are unseen combinations, retrieval captions unique and true")
  func evaluation() {
    let scenes = World.heldOutScenes(200, seed: 1)
    #expect(scenes.count == 200)
    #expect(scenes.allSatisfy { $0.attributes.combination.isUnseen })
    let pairs = World.retrievalPairs(1000, seed: 1)
    #expect(pairs.count == 1000)
    #expect(Set(pairs.map(\.caption)).count == 1000)
    for (scene, caption) in pairs {
      #expect(scene.attributes.combination.isUnseen)
      #expect(caption.contains(" \(scene.attributes.shape.words.plain) on "))
    }
    #expect(World.retrievalPairs(5, seed: 1).map(\.caption) == pairs.prefix(5).map(\.caption))
  }

  @Test("captions read as they should")
  func wording() {
    let attributes = World.Attributes(
      shape: .arrow, colour: .orange, texture: .striped, size: .small, backdrop: .sky)
    func text(_ naming: World.Naming) -> String {
      World.Caption(plainly: attributes, naming: naming).text
    }
    #expect(text(.shape) == "a photo of an arrow.")
    #expect(text([.shape, .colour]) == "a photo of an orange arrow.")
    #expect(
      text(.everything) == "a photo of a small orange striped arrow on a sky background.")
    #expect(text([.texture]) == "a photo of a striped shape.")
    #expect(attributes.combination.prompt == "a photo of an orange striped arrow.")
  }
}
