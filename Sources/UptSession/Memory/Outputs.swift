import Foundation
import UptRuntime
import UptTensor

/// The outputs of a conversation. They are kept within a budget of bytes; what is over it becomes a
/// summary that says how it can be had again.
public struct Outputs {
  /// How many bytes outputs may keep beyond what names keep anyway.
  public var budget = 256_000_000 { didSet { nextLook = .now() } }
  /// The outputs by number, in order.
  public private(set) var all: [Output] = []

  /// The bytes of all outputs that are kept, those that names keep, too.
  private var kept = 0
  /// When looking at all that names hold is worth its time again.
  private var nextLook = DispatchTime.now()

  /// One output.
  public struct Output {
    /// The number of its input.
    public let number: Int
    /// The value, or its summary.
    public internal(set) var value: Value
    /// The code that gave it.
    public let code: String
    fileprivate let bytes: Int
    fileprivate var isKept = true
  }

  /// No outputs.
  public init() {}

  /// Takes an output.
  public mutating func add(_ value: Value, number: Int, code: String) {
    let output = Output(number: number, value: value, code: code, bytes: value.byteCount)
    kept += output.bytes
    all.append(output)
  }

  /// Lets go of all outputs.
  public mutating func removeAll() {
    all = []
    kept = 0
  }

  /// Puts summaries in the place of what is over the budget; gives these outputs.
  ///
  /// The newest output always stays, and of the others the newer ones before the older. What the
  /// names hold costs nothing. To know that, all their values are looked at, which takes no more
  /// than a twentieth of the time.
  public mutating func trim(beside names: @autoclosure () -> [Value]) -> [Output] {
    guard kept > budget, nextLook <= .now() else { return [] }
    let start = DispatchTime.now()
    var held = ByteCount()
    for value in names() { held.count(value) }
    var parts = Set(held.parts.keys)
    var room = budget
    var dropped: [Output] = []
    for index in all.indices.reversed() where all[index].isKept {
      var own = ByteCount()
      own.count(all[index].value)
      let bytes = own.total
        - own.parts.reduce(0) { $0 + (parts.contains($1.key) ? $1.value : 0) }
      if bytes <= room || index == all.indices.last {
        room -= bytes
        parts.formUnion(own.parts.keys)
      } else {
        drop(index)
        dropped.append(all[index])
      }
    }
    let now = DispatchTime.now().uptimeNanoseconds
    nextLook = DispatchTime(uptimeNanoseconds: now + 20 * (now - start.uptimeNanoseconds))
    return dropped
  }

  private mutating func drop(_ index: Int) {
    kept -= all[index].bytes
    all[index].isKept = false
    all[index].value = .object(DroppedOutput(all[index]))
  }
}

extension Outputs.Output {
  /// What it is, in a few words: its type, its shape and how much memory it takes.
  var outline: String {
    let shape = if case .object(let object) = value { object.shapeText ?? "" } else { "" }
    return ([value.typeName] + (shape.isEmpty ? [] : [shape])).joined(separator: " ")
      + ", " + Bytes.text(Double(bytes))
  }
}
