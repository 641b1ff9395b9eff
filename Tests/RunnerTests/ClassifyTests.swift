import Foundation
import Testing
import UptTensor

/// `classify` on pictures and prompts of `Cases/classify`, for other programs and for bad input.
@Suite struct ClassifyTests {
  private static let folder = CaseTests.folder.appendingPathComponent("classify")

  private func classify(_ arguments: String...) throws -> Executable.Result {
    try Executable.run(["classify"] + arguments, in: Self.folder)
  }

  @Test func csvIsALineForEachPictureAndClass() throws {
    let result = try classify(
      "--prompts", "creatures.safetensors", "--top", "2", "--format", "csv", "pictures/dax.png",
      "pictures/blicket.png")
    let rows = result.output.split(separator: "\r\n").map { $0.split(separator: ",") }
    #expect(result.code == 0 && result.errors == "")
    #expect(rows.first == ["image", "rank", "class", "probability"])
    let expected = [("dax", 1, "dax", 0.7261), ("dax", 2, "blicket", 0.1458),
      ("blicket", 1, "blicket", 0.9464), ("blicket", 2, "fendle", 0.0377)]
    try #require(rows.count == 5)
    for (row, (picture, rank, name, probability)) in zip(rows.dropFirst(), expected) {
      #expect(row[0] == "pictures/\(picture).png" && row[1] == "\(rank)" && row[2] == name)
      #expect(abs(try #require(Double(row[3])) - probability) < 1e-3)
    }
  }

  @Test func jsonIsAListOfPictures() throws {
    let result = try classify("--prompts=creatures.safetensors", "--format=json", "pictures")
    let json = try JSONValue(parsing: Array(result.output.utf8), of: "output")
    let pictures = try #require(json.array)
    #expect(pictures.map { $0["image"]?.string } == ["pictures/blicket.png", "pictures/dax.png"])
    for picture in pictures {
      let classes = try #require(picture["classes"]?.array)
      #expect(classes.count == 5)
      #expect("pictures/\(classes[0]["class"]?.string ?? "").png" == picture["image"]?.string)
    }
  }

  /// What can be read is classified; the rest is named, counted, and makes the program fail.
  @Test func unreadablePictures() throws {
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("cat-\(UUID()).jpg")
    try Data("no picture".utf8).write(to: scratch)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let result = try classify(
      "--prompts", "creatures.safetensors", "--top", "1", scratch.path, "pictures/dax.png",
      "missing.png")
    #expect(result.code == 1)
    #expect(result.output.hasPrefix("pictures/dax.png\n"))
    let lines = result.errors.split(separator: "\n")
    #expect(lines.first == "upt-script: \(scratch.path): not a picture in a format that can be read")
    #expect(lines.contains("upt-script: missing.png: no such file"))
    #expect(lines.last == "2 of 3 pictures could not be read")
  }

  @Test func promptsOfAnEncoderThatIsNotThere() throws {
    let whole = try Data(contentsOf: Self.folder.appendingPathComponent("creatures.safetensors"))
    let here = Data("\\\"name\\\":\\\"demo\\\"".utf8)
    let there = Data("\\\"name\\\":\\\"b16x\\\"".utf8)
    var changed = whole
    changed.replaceSubrange(try #require(whole.range(of: here)), with: there)
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(UUID()).safetensors")
    try changed.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let result = try classify("--prompts", file.path, "pictures")
    #expect(result.code == 1)
    #expect(
      result.errors == """
        upt-script: \(file.path) was tuned for the encoder b16x, which is not there
          say where it lies: --encoder PATH

        """)
    let found = try classify("--prompts", file.path, "--encoder", "demo", "pictures")
    #expect(found.code == 0)
  }

  /// The file says with which activation the encoder was used; another one makes other features.
  @Test func theActivationComesWithThePrompts() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gelu-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = """
      let clip = encoder("demo", activation: "gelu")
      let train = dataset("demo/species").fewshot(1)
      fit(text_prompt(clip), train, epochs: 1).save("gelu.safetensors")
      load_prompts("gelu.safetensors", encoder("demo"))
      """
    let made = try Executable.run(["run", "-"], input: Data(script.utf8), in: folder)
    #expect(made.code == 1)
    #expect(made.errors.contains("which was used with GELU instead of QuickGELU, not for \"demo\""))
    let prompts = folder.appendingPathComponent("gelu.safetensors").path
    let result = try classify("--prompts", prompts, "pictures")
    #expect(result.code == 0 && result.output.hasPrefix("pictures/blicket.png\n"))
  }
}
