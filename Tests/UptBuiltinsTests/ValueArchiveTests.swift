import Foundation
import Testing
import UptRuntime
import UptSyntax

@testable import UptBuiltins

/// Values that are kept come back as they were, and the others say why they do not.
@Suite struct ValueArchiveTests {
  private func archive(
    _ expression: String
  ) throws -> (value: Value, kept: Value?, reason: String?) {
    let surroundings = Surroundings()
    let interpreter = Interpreter(
      host: Library.host(surroundings) { _ in }, topics: Library.topics(surroundings))
    let program = Parser.parse(text: "let value = \(expression)", name: "script")
    try interpreter.run(program)
    let value = try #require(interpreter.value(of: "value"))
    let archive = ValueArchive(["value": value], surroundings)
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    var read = try decoder.decode(ValueArchive.self, from: encoder.encode(archive))
    read.tensors = archive.tensors
    return (value, read.value(of: "value", surroundings), archive.reasons["value"])
  }

  @Test(arguments: [
    "nil", "true", "-3", "0.1", "-0.0", "inf", "\"a\\n🦊\"", "[]", "[1, 2]", "[0.5, -inf]",
    "[\"a\", \"\"]", "[1, 0.5, nil, [true]]", "(a: 1, b: (c: [2]))", "[\"k\": 1, \"l\": [2]]",
    "[1: \"a\", true: \"b\"]", "2...5", "0..<3", "ones([2, 3]) / 3", "zeros([0, 2])",
    "[ones([2]), 1]", "table(a: [1, 2], b: [\"x\", nil], c: [0.5, 1e-9])",
  ])
  func `a value comes back as it was`(expression: String) throws {
    let (value, kept, reason) = try archive(expression)
    #expect(reason == nil)
    #expect(try #require(kept).isEqual(to: value))
    #expect(kept?.describe == value.describe)
  }

  @Test(arguments: [
    "plot(table(x: [1, 2], acc: [0.5, 0.7]), x: \"x\", y: \"acc\")", "measure([0.1, 0.2, 0.4])",
    "fit(text_prompt(encoder(\"demo\")), dataset(\"demo/species\").fewshot(1), epochs: 1)",
    "dataset(\"demo/species\").test[0].image", "ones([2]) > zeros([2])",
  ])
  func `an object looks as it did`(expression: String) throws {
    let (value, kept, reason) = try archive(expression)
    #expect(reason == nil)
    #expect(try #require(kept).describe == value.describe)
  }

  @Test(arguments: [
    ("{ x in x }", "is a function"), ("[1, { x in x }]", "holds a function"),
    ("encoder(\"demo\")", "is an encoder"),
    ("(data: dataset(\"demo/species\"))", "holds a dataset"),
    ("text_prompt(encoder(\"demo\"))", "is a method"),
  ])
  func `what cannot be kept says why`(expression: String, reason: String) throws {
    #expect(try archive(expression).reason == reason)
  }
}
