import Testing
import UptTensor

@testable import UptData

@Suite("World: tasks")
struct WorldTaskTests {
  @Test("each task has distinct names at every closeness", arguments: World.taskNames)
  func names(name: String) throws {
    for closeness in [0, 0.5, 1.0] {
      let task = try World.task(name, closeness: closeness)
      #expect((8...12).contains(task.classNames.count))
      #expect(Set(task.classNames).count == task.classNames.count)
      #expect(task.looks.count == task.classNames.count)
      #expect(task.template.contains("{}"))
      #expect(task.classNames.allSatisfy { !$0.contains("{}") && !$0.isEmpty })
    }
    #expect(World.taskNames.count >= 4)
  }

  @Test("names share more of their words as they come closer", arguments: World.taskNames)
  func closeness(name: String) throws {
    func shared(_ closeness: Double) throws -> Double {
      let names = try World.task(name, closeness: closeness).classNames
      let sets = names.map { Set($0.split(separator: " ")) }
      var total = 0.0
      for a in sets {
        for b in sets { total += Double(a.intersection(b).count) / Double(a.union(b).count) }
      }
      return total
    }
    #expect(try shared(1) > shared(0))
    #expect(try shared(1) >= shared(0.5))
  }

  @Test("pictures are functions of task, part, class and index", arguments: World.taskNames)
  func determinism(name: String) throws {
    let task = try World.task(name)
    for label in task.classNames.indices {
      #expect(task.trainScene(label, 3).rgb(size: 32) == task.trainScene(label, 3).rgb(size: 32))
      #expect(task.trainScene(label, 3).rgb(size: 32) != task.trainScene(label, 4).rgb(size: 32))
    }
  }

  @Test("no picture of the training part occurs in another", arguments: World.taskNames)
  func disjoint(name: String) throws {
    let task = try World.task(name)
    for label in [0, task.classNames.count - 1] {
      let train = Set((0..<task.trainCount).map { task.trainScene(label, $0).rgb(size: 16) })
      let others = (0..<task.testCount).map { task.testScene(label, $0).rgb(size: 16) }
        + (0..<task.valCount).map { task.valScene(label, $0).rgb(size: 16) }
      #expect(train.isDisjoint(with: others))
    }
  }

  /// The mean squared distance of a class's pictures from their mean.
  private func spread(_ task: World.WorldTask, _ label: Int) -> Double {
    let pictures = (0..<32).map { task.trainScene(label, $0).rgb(size: 24).map(Double.init) }
    let count = Double(pictures.count)
    var total = 0.0
    for pixel in pictures[0].indices {
      let mean = pictures.reduce(0) { $0 + $1[pixel] } / count
      total += pictures.reduce(0) { $0 + ($1[pixel] - mean) * ($1[pixel] - mean) } / count
    }
    return total
  }

  @Test("pictures of a class vary more with the dial", arguments: World.taskNames)
  func variation(name: String) throws {
    let tasks = try [0, 0.5, 1].map { try World.task(name, variation: $0) }
    let spreads = tasks.map { task in
      task.classNames.indices.reduce(0) { $0 + spread(task, $1) }
    }
    #expect(spreads[0] < 0.6 * spreads[1])
    #expect(spreads[1] < spreads[2])
  }

  @Test("shifted tasks show the same scenes in another light")
  func shifts() throws {
    for name in World.shiftedTaskNames {
      let shifted = try World.task(name)
      let task = try World.task(String(name.prefix { $0 != "-" }))
      #expect(shifted.classNames == task.classNames)
      let (a, b) = (task.testScene(1, 5), shifted.testScene(1, 5))
      #expect(a.attributes == b.attributes && a.x == b.x && a.rotation == b.rotation)
      #expect(a.rgb(size: 32) != b.rgb(size: 32))
    }
  }

  @Test("what does not exist is refused", arguments: ["", "demo/", "cats", "textures-sideways"])
  func unknown(name: String) {
    #expect(throws: EngineError.self) { try World.task(name) }
  }

  @Test("dials end at 0 and 1", arguments: [-0.1, 1.1, .nan, .infinity])
  func dials(value: Double) {
    #expect(throws: EngineError.self) { try World.task("textures", variation: value) }
    #expect(throws: EngineError.self) { try World.task("textures", closeness: value) }
  }

  @Test("a task becomes a data set")
  func dataset() throws {
    let data = try Dataset.demo("demo/textures")
    #expect(data.name == "demo/textures")
    #expect(data.classes == (try World.task("textures").classNames))
    #expect(data.train.countsByClass == [Int](repeating: 64, count: data.classes.count))
    #expect(data.test.countsByClass == [Int](repeating: 40, count: data.classes.count))
    let item = data.test.items[41]
    #expect(item.label == 1)
    #expect(try item.source.load().pixels == World.task("textures").testScene(1, 1).rgb())
    let items = data.train.items + data.val.items + data.test.items
    #expect(Set(items.map(\.source.identity)).count == items.count)
    #expect(try data.fewshot(4, seed: 1).count == 4 * data.classes.count)
  }
}
