import Testing
import UptTensor

@Suite struct JSONTests {
  @Test func readsEveryKindOfValue() throws {
    let text =
      #" {"a": [1, -2.5e3, true, false, null], "b": {"c": "\u00e9\ud83d\ude00\n\/"}, "": 0.1} "#
    let value = try JSONValue(parsing: Array(text.utf8))
    #expect(value["a"]?.array == [.integer(1), .number(-2500), .bool(true), .bool(false), .null])
    #expect(value["b"]?["c"]?.string == "é😀\n/")
    #expect(value.object?.keys == ["a", "b", ""])
    #expect(value[""]?.double == 0.1)
    #expect(value["nothing"] == nil)
  }

  @Test func writesWhatItReads() throws {
    let value = JSONValue.object([
      "z": .array([.integer(1), .number(0.1), .number(2), .array([])]), "a": .object([:]),
      "s": .string("\"\\\n\u{1}é"),
    ])
    let line = #"{"z":[1,0.1,2.0,[]],"a":{},"s":"\"\\\n\u0001é"}"#
    #expect(value.text() == line)
    for text in [line, value.text(indent: 2)] {
      #expect(try JSONValue(parsing: Array(text.utf8)) == value)
    }
    #expect(value.text(indent: 2).hasPrefix("{\n  \"z\": [\n    1,\n"))
    #expect(JSONValue.number(.nan).text() == "null")
  }

  @Test(arguments: [
    ("", 0, "the text ends where a value should be"), ("[1,]", 3, "a value should be here"),
    ("[1 2]", 3, "a comma or ']' should be here"), ("{\"a\" 1}", 5, "a colon should follow"),
    ("{a:1}", 1, "a key in quotes"), ("01", 0, "a leading zero"), ("-", 1, "a digit should be"),
    ("1.", 2, "a digit should be"), ("1e", 2, "a digit should be"), ("+1", 0, "a value should"),
    ("nul", 0, "a value should be here"), ("truex", 4, "unexpected text"),
    ("\"a", 0, "a string that does not end"), ("\"\u{1}\"", 1, "a control character"),
    ("\"\\x\"", 1, "an unknown escape"), ("\"\\u12g4\"", 5, "four hexadecimal digits"),
    ("\"\\ud800\"", 1, "half a surrogate pair"), ("\"\\udc00\"", 1, "half a surrogate pair"),
    ("\"\\ud800\\u0041\"", 1, "half a surrogate pair"), ("1e400", 0, "is too large"),
    ("{\"a\":1,\"a\":1}", 7, "occurs twice"), ("NaN", 0, "a value should be here"),
    ("// x\n1", 0, "a value should be here"), ("\u{feff}1", 0, "a value should be here"),
  ])
  func refuses(_ text: String, _ offset: Int, _ message: String) {
    do throws(JSONError) {
      _ = try JSONValue(parsing: Array(text.utf8))
      Issue.record("accepted \(text)")
    } catch {
      #expect(error.offset == offset)
      #expect(error.message.contains(message), "\(error.message)")
    }
  }

  @Test func namesFileLineAndColumn() {
    expectError(.format, "c.json is not valid JSON: line 2, column 3: a value should be here") {
      _ = try JSONValue(parsing: Array("[1,\n  x]".utf8), of: "c.json")
    }
  }

  @Test func limitsAreKept() {
    var limits = JSONValue.Limits()
    limits.values = 3
    #expect(throws: JSONError.self) {
      _ = try JSONValue(parsing: Array("[1,2,3]".utf8), limits: limits)
    }
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
    #expect(throws: JSONError.self) { _ = try JSONValue(parsing: deep) }
  }
}
