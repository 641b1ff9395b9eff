import Testing

@testable import UptTensor

/// Files that break the format: each is refused with a message that says which rule.
@Suite struct SafetensorsBrokenTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]
    let message: String

    /// A file made of a header, a data part of so many bytes, and a length that may lie.
    init(_ name: String, header: String, data: Int = 4, length: UInt64? = nil, _ message: String) {
      let text = Array(header.utf8)
      let prefix = withUnsafeBytes(of: (length ?? UInt64(text.count)).littleEndian) { Array($0) }
      self.init(name, prefix + text + [UInt8](repeating: 0, count: data), message)
    }

    init(_ name: String, _ bytes: [UInt8], _ message: String) {
      self.name = name
      self.bytes = bytes
      self.message = message
    }

    var testDescription: String { name }
  }

  private static func tensor(
    _ type: String = "F32", _ shape: String = "[1]", _ offsets: String = "[0,4]"
  ) -> String {
    "{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
  }

  static let cases: [Case] = [
    Case("empty", [], "the file has 0 bytes"),
    Case("no length", [1, 2, 3], "the file has 3 bytes; the header's length alone takes 8"),
    Case("truncated", header: "{}", data: 0, length: 50, "claims 50 bytes, but only 2 follow"),
    Case("too large", header: "{}", length: 100_000_001, "at most 100000000 are legal"),
    Case("absurd length", header: "{}", length: .max, "claims 18446744073709551615 bytes"),
    Case("no header", header: "", data: 0, "does not begin with '{'"),
    Case("list", header: "[]", "does not begin with '{'"),
    Case("space first", header: " {}", "does not begin with '{'"),
    Case("not JSON", header: "{\"a\"", "byte 4 of the header: a colon should follow"),
    Case("no end", header: "{", "byte 1 of the header: a key in quotes should be here"),
    Case("text after", header: "{} {}", "byte 3 of the header: unexpected text after"),
    Case(
      "not UTF-8", [10, 0, 0, 0, 0, 0, 0, 0] + Array("{\"".utf8) + [0xff, 0xfe, 0, 0, 0, 0, 0, 0],
      "byte 2 of the header: the text is not UTF-8"),
    Case(
      "deep", header: "{\"a\":" + String(repeating: "[", count: 5000), "nested more than 8 deep"),
    Case(
      "duplicate tensor", header: "{\"a\":\(tensor()),\"a\":\(tensor())}",
      "the key \"a\" occurs twice"),
    Case(
      "duplicate field",
      header: "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"shape\":[1],\"data_offsets\":[0,4]}}",
      "the key \"shape\" occurs twice"),
    Case(
      "duplicate metadata", header: "{\"__metadata__\":{\"k\":\"1\",\"k\":\"1\"}}", data: 0,
      "the key \"k\" occurs twice"),
    Case(
      "escaped duplicate", header: "{\"a\":\(tensor()),\"\\u0061\":\(tensor())}",
      "the key \"a\" occurs twice"),
    Case("metadata list", header: "{\"__metadata__\":[]}", "__metadata__ is an array"),
    Case("metadata number", header: "{\"__metadata__\":{\"k\":1}}", "\"k\" in __metadata__ is an"),
    Case("tensor is a list", header: "{\"a\":[]}", "tensor \"a\": an array instead of an object"),
    Case(
      "unknown field",
      header: "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":1}}",
      "an unknown field \"x\""),
    Case(
      "no dtype", header: "{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}", "its dtype is missing"),
    Case("unknown dtype", header: "{\"a\":\(tensor("F31"))}", "unknown dtype \"F31\""),
    Case("negative size", header: "{\"a\":\(tensor("F32", "[-1]"))}", "its shape is not a list"),
    Case("fraction", header: "{\"a\":\(tensor("F32", "[1.0]"))}", "its shape is not a list"),
    Case("shape is text", header: "{\"a\":\(tensor("F32", "\"1\""))}", "its shape is not a list"),
    Case(
      "rank", header: "{\"a\":\(tensor("F32", "[" + String(repeating: "1,", count: 32) + "1]"))}",
      "its shape is not a list of at most 32"),
    Case(
      "huge size", header: "{\"a\":\(tensor("F32", "[99999999999999999999]"))}",
      "its shape is not a list"),
    Case("huge number", header: "{\"a\":1e999}", "the number 1e999 is too large"),
    Case(
      "overflow", header: "{\"a\":\(tensor("F32", "[4294967296,4294967296,4]"))}",
      "is no possible size"),
    Case(
      "overflow times width", header: "{\"a\":\(tensor("F64", "[9223372036854775807]"))}",
      "is no possible size"),
    Case("half a byte", header: "{\"a\":\(tensor("F4", "[1]"))}", "is no possible size"),
    Case(
      "one offset", header: "{\"a\":\(tensor("F32", "[1]", "[0]"))}",
      "its data_offsets are not two integers"),
    Case(
      "negative offset", header: "{\"a\":\(tensor("F32", "[1]", "[-4,0]"))}",
      "its data_offsets are not two integers"),
    Case(
      "backwards", header: "{\"a\":\(tensor("F32", "[1]", "[4,0]"))}", "[4, 0] span -4"),
    Case(
      "wrong product", header: "{\"a\":\(tensor("F32", "[2]"))}",
      "F32[2] takes 8 bytes, but its data_offsets [0, 4] span 4"),
    Case(
      "beyond the end", header: "{\"a\":\(tensor("F32", "[2]", "[0,8]"))}",
      "it ends 4 bytes beyond the end of the file"),
    Case(
      "far beyond",
      header: "{\"a\":\(tensor("F32", "[1]", "[9223372036854775803,9223372036854775807]"))}",
      "are too large"),
    Case(
      "overlap",
      header: "{\"a\":\(tensor("F32", "[2]", "[0,8]")),\"b\":\(tensor("F32", "[2]", "[4,12]"))}",
      data: 12, "tensor \"b\": it overlaps tensor \"a\" by 4 bytes"),
    Case(
      "same place", header: "{\"a\":\(tensor()),\"b\":\(tensor())}",
      "tensor \"b\": it overlaps tensor \"a\" by 4 bytes"),
    Case(
      "hole", header: "{\"a\":\(tensor()),\"b\":\(tensor("F32", "[1]", "[8,12]"))}", data: 12,
      "tensor \"b\": 4 bytes before it belong to no tensor"),
    Case(
      "hole at the start", header: "{\"a\":\(tensor("F32", "[1]", "[4,8]"))}", data: 8,
      "tensor \"a\": 4 bytes before it belong to no tensor"),
    Case(
      "trailing bytes", header: "{\"a\":\(tensor())}", data: 5,
      "1 bytes at its end belong to no tensor"),
  ]

  @Test(arguments: cases)
  func isRefusedWithItsReason(_ broken: Case) throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/broken.safetensors"
      try AtomicFile.write(path, broken.bytes)
      expectError(.format, broken.message) { _ = try SafetensorsFile(path) }
      expectError(.format, path + " is not a valid safetensors file") {
        _ = try SafetensorsFile(path)
      }
    }
  }

  @Test func legalOdditiesAreRead() throws {
    let header = "{\"z\":\(Self.tensor("U8", "[1]", "[0,1]"))"
      + ",\"e\":\(Self.tensor("F32", "[0]", "[1,1]"))"
      + ",\"a\":\(Self.tensor("F32", "[]", "[1,5]"))}  "
    let file = Case("", header: header, data: 5, "")
    try withTemporaryDirectory { directory in
      let path = directory + "/odd.safetensors"
      try AtomicFile.write(path, file.bytes)
      let opened = try SafetensorsFile(path)
      #expect(opened.names == ["z", "e", "a"])
      #expect(try opened.tensor("a") == Tensor(scalar: 0))
      #expect(try opened.tensor("e").shape == [0])
    }
  }

  @Test func filesAndTensorsThatAreNotThere() throws {
    try withTemporaryDirectory { directory in
      expectError(.file, "cannot open \(directory)/none: no such file or directory") {
        _ = try SafetensorsFile(directory + "/none")
      }
      expectError(.file, "\(directory) is not a file but a directory") {
        _ = try SafetensorsFile(directory)
      }
      let path = directory + "/a.safetensors"
      try Safetensors.write(path, [.init("ln_final.weight", Tensor(scalar: 1))])
      let file = try SafetensorsFile(path)
      expectError(.index, "has no tensor \"ln_final.wieght\" (did you mean \"ln_final.weight\"?)") {
        _ = try file.tensor("ln_final.wieght")
      }
      expectError(.format, "(F32[]) holds no integers") {
        _ = try file.integers("ln_final.weight")
      }
    }
  }

  /// Any change of any byte is read or refused; nothing else happens.
  @Test func mutationsAreReadOrRefused() throws {
    let header = "{\"__metadata__\":{\"k\":\"v\"},\"a\":\(Self.tensor("F16", "[2,1]")),"
      + "\"b\":\(Self.tensor("I64", "[1]", "[4,12]"))}"
    let valid = Case("", header: header, data: 12, "").bytes
    var random = Random(7, "mutations")
    try withTemporaryDirectory { directory in
      let path = directory + "/m.safetensors"
      for _ in 0..<1500 {
        var bytes = valid
        for _ in 0...random.below(3) {
          switch random.below(4) {
          case 0: bytes.remove(at: random.below(bytes.count))
          case 1: bytes.insert(UInt8(random.below(256)), at: random.below(bytes.count))
          case 2:
            let digit = UInt8(ascii: "0") + UInt8(random.below(10))
            bytes[8 + random.below(bytes.count - 8)] = digit
          default: bytes[random.below(bytes.count)] = UInt8(random.below(256))
          }
        }
        try bytes.withUnsafeBytes { try overwrite(path, $0) }
        do {
          let file = try SafetensorsFile(path)
          for name in file.names { _ = try? file.tensor(name) }
        } catch let error as EngineError {
          #expect(error.kind == .format)
        }
      }
    }
  }
}
