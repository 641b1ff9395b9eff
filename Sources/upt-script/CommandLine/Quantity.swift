/// A number with a unit, as options take it: `512MB`, `1.5h`.
struct Quantity {
  /// Units by their names.
  typealias Units = [String: Double]

  /// Units of memory, in bytes.
  static let memory: Units = [
    "kB": 1e3, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12,
    "KiB": 0x1p10, "MiB": 0x1p20, "GiB": 0x1p30, "TiB": 0x1p40,
  ]
  /// Units of time, in seconds.
  static let time: Units = ["ms": 1e-3, "s": 1, "m": 60, "h": 3600]

  /// How many of the units' base: bytes, seconds. Above zero and finite.
  let value: Double
  /// The quantity as the user wrote it.
  let text: String

  /// The quantity that a text names; nil if it is none, or not above zero.
  init?(_ text: String, in units: Units) {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let number = Double(digits), let unit = units[String(text.dropFirst(digits.count))],
      number * unit > 0, (number * unit).isFinite
    else { return nil }
    value = number * unit
    self.text = text
  }
}
