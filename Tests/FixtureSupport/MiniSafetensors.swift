import Foundation

/// The least reader of safetensors that the fixtures need, independent of the product's own.
public struct MiniSafetensors {
  /// One array: numbers of whatever type, as doubles (all integers of the fixtures are exact).
  public struct Array {
    public let shape: [Int]
    public let values: [Double]
    /// The values of an integer array.
    public var integers: [Int] { values.map { Int($0) } }
    /// The values of an array of bytes.
    public var bytes: [UInt8] { values.map { UInt8($0) } }
  }

  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  private let data: Data
  private let start: Int
  private let entries: [String: [String: Any]]

  /// - Parameter relative: the path inside the fixtures' directory.
  public init(fixture relative: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: Fixtures.path(relative)))
    let length = Int((0..<8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(data[$1]) })
    self.data = data
    start = 8 + length
    let header = try JSONSerialization.jsonObject(with: data[8..<start])
    guard let header = header as? [String: Any] else {
      throw Failure(description: "\(relative): the header is not a dictionary")
    }
    entries = header.compactMapValues { $0 as? [String: Any] }
  }

  /// The names of all arrays, sorted.
  public var names: [String] { entries.keys.filter { $0 != "__metadata__" }.sorted() }

  public subscript(_ name: String) -> Array {
    get throws {
      guard let entry = entries[name], let type = entry["dtype"] as? String,
        let shape = (entry["shape"] as? [NSNumber])?.map(\.intValue),
        let offsets = (entry["data_offsets"] as? [NSNumber])?.map(\.intValue)
      else { throw Failure(description: "no array \(name)") }
      let widths = ["F32": 4, "F16": 2, "U8": 1, "I64": 8]
      guard let width = widths[type] else { throw Failure(description: "\(name): type \(type)") }
      let values = stride(from: start + offsets[0], to: start + offsets[1], by: width).map { at in
        let word = (0..<width).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(data[at + $1]) }
        switch type {
        case "F32": return Double(Float(bitPattern: UInt32(word)))
        case "F16": return MiniSafetensors.half(UInt16(word))
        case "U8": return Double(word)
        default: return Double(Int64(bitPattern: word))
        }
      }
      return Array(shape: shape, values: values)
    }
  }

  private static func half(_ bits: UInt16) -> Double {
    let sign: Double = bits >> 15 == 1 ? -1 : 1
    let exponent = Int(bits >> 10 & 31)
    let fraction = Double(bits & 1023)
    switch exponent {
    case 0: return sign * fraction * 0x1p-24
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default:
      let power = Double(sign: .plus, exponent: exponent - 15, significand: 1)
      return sign * (1 + fraction / 1024) * power
    }
  }
}
