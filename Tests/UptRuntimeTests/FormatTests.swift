import Testing
import UptRuntime

/// The mini-language of `\(value:spec)`: what Python's `format` gives, row by row.
@Suite struct FormatTests {
  @Test(arguments: [
    ("", 3.5, "3.5"), (".2", 3.14159, "3.14"), (".2f", 3.14159, "3.14"), (".0f", 2.5, "2"),
    ("f", 0.1, "0.100000"), ("e", 12345, "1.234500e+04"), (".1E", 12345, "1.2E+04"),
    ("g", 0.0001, "0.0001"), ("g", 1e7, "1e+07"), (".3g", 1234.5, "1.23e+03"),
    ("G", 1e-10, "1E-10"), ("%", 0.125, "12.5%"), (".0%", 0.5, "50%"), ("d", 3, "3"),
    ("8.2f", 3.14159, "    3.14"), ("<8.2f", 3.14159, "3.14    "), ("^8.2f", 3.14159, "  3.14  "),
    ("*>8.2f", -3.14159, "***-3.14"), ("=8.2f", -3.14159, "-   3.14"),
    ("08.2f", -3.14159, "-0003.14"),
    ("+.1f", 1, "+1.0"), (" .1f", 1, " 1.0"), ("-.1f", 1, "1.0"), ("+.1f", -0.0, "-0.0"),
    (",.2f", 1_234_567.891, "1,234,567.89"), ("_.0f", 1e6, "1_000_000"), (",", 1e16, "1e+16"),
    ("012,.1f", 1234.5, "00,001,234.5"), ("6", .infinity, "   inf"), ("06", -.infinity, "  -inf"),
    (".1f", .nan, "nan"), ("+%", .infinity, "+inf%"), ("x", 255, "ff"),
    ("d", 1e20, "100000000000000000000"),
  ] as [(String, Double, String)])
  func reals(_ spec: String, _ number: Double, _ expected: String) throws {
    #expect(try FormatSpec(parsing: spec).format(number) == expected)
  }

  @Test(arguments: [
    ("", 42, "42"), ("d", -42, "-42"), ("5", 42, "   42"), ("<5", 42, "42   "), ("^5", 42, " 42  "),
    ("05", -42, "-0042"), ("é>5", 42, "ééé42"), ("👍🏽^4", 42, "👍🏽42👍🏽"), ("+", 42, "+42"),
    (" ", 42, " 42"), (",", 1_234_567, "1,234,567"), ("_d", -1_234_567, "-1_234_567"),
    ("08,", 1234, "0,001,234"), ("b", 10, "1010"), ("#b", 10, "0b1010"), ("o", 64, "100"),
    ("x", 255, "ff"), ("X", 255, "FF"), ("#x", -255, "-0xff"), ("#06x", 255, "0x00ff"),
    ("_b", 255, "1111_1111"), ("_x", 0x12345678, "1234_5678"), (".2f", 2, "2.00"),
    ("%", 1, "100.0%"),
    ("d", .min, "-9223372036854775808"), ("x", .min, "-8000000000000000"), ("e", 1, "1.000000e+00"),
  ] as [(String, Int, String)])
  func integers(_ spec: String, _ number: Int, _ expected: String) throws {
    #expect(try FormatSpec(parsing: spec).format(number) == expected)
  }

  @Test(arguments: [
    ("", "abc", "abc"), ("5", "abc", "abc  "), (">5", "abc", "  abc"), ("-^7", "abc", "--abc--"),
    (".2", "abc", "ab"), ("5.1s", "abc", "a    "), ("4", "e\u{301}a", "e\u{301}a  "),
    (".1", "👩‍👩‍👧x", "👩‍👩‍👧"), (">4", "שלום!", "שלום!"), ("05", "abc", "abc  "),
  ])
  func texts(_ spec: String, _ text: String, _ expected: String) throws {
    #expect(try FormatSpec(parsing: spec).format(text) == expected)
  }

  @Test(arguments: [
    ("q", "the format `q` has no meaning from `q` on"),
    ("8.2fx", "in the format `8.2fx` nothing may follow the type `f`"),
    (".f", "a precision needs digits after the point"),
    ("9999", "the width 9999 is too large"), (".999f", "the precision 999 is too large"),
    (".2d", "the type `d` is for integers and takes no precision"),
    (",x", "the type `x` groups its digits with _ and not with commas"),
    ("+s", "the type `s` is for text, which takes no sign and no groups"),
    ("99999999999999999999", "the width 99999999999999999999 is too large"),
    ("5 f", "the format `5 f` has no meaning from ` f` on"),
    (".²f", "a precision needs digits after the point"),
  ])
  func mistakes(_ spec: String, _ message: String) {
    let mistake = #expect(throws: FormatSpec.Mistake.self) { try FormatSpec(parsing: spec) }
    #expect(mistake?.message == message)
    #expect(mistake?.hint.isEmpty == false)
    #expect(FormatSpec(spec) == nil)
  }
}
