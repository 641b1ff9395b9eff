/// Runs the opcodes of a pickle that files of tensors consist of (protocol 2, with the few later
/// ones that write the same values); the names are those of Python's `pickletools`.
struct PickleReader {
  private(set) var nodes: [Pickle.Node] = []
  private let bytes: [UInt8]
  private var position = 0
  private var stack: [Pickle.Reference] = []
  private var marks: [Int] = []
  private var memo: [Int: Pickle.Reference] = [:]

  /// Many times what the largest checkpoints need.
  private static let nodeLimit = 4 << 20

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Reads up to STOP and returns what is on the stack then.
  mutating func run(_ allows: (Pickle.Global) -> Bool) throws -> Pickle.Reference {
    while true {
      let start = position
      let code = try number(UInt8.self)
      if code == UInt8(ascii: ".") { return try pop() }
      guard let opcode = Opcode(rawValue: UInt8(code)) else {
        throw broken(
          "byte \(start) is the opcode 0x\(String(code, radix: 16)), which files of tensors "
            + "do not use")
      }
      try execute(opcode, allows)
      guard nodes.count <= Self.nodeLimit else { throw broken("it describes too many values") }
    }
  }

  private enum Opcode: UInt8 {
    case proto = 0x80, frame = 0x95
    case mark = 0x28  // (
    case none = 0x4e  // N
    case newTrue = 0x88, newFalse = 0x89
    case binInt = 0x4a  // J
    case binInt1 = 0x4b  // K
    case binInt2 = 0x4d  // M
    case long1 = 0x8a
    case binFloat = 0x47  // G
    case binUnicode = 0x58  // X
    case shortBinUnicode = 0x8c
    case emptyList = 0x5d  // ]
    case append = 0x61  // a
    case appends = 0x65  // e
    case emptyTuple = 0x29  // )
    case tuple = 0x74  // t
    case tuple1 = 0x85, tuple2 = 0x86, tuple3 = 0x87
    case emptyDict = 0x7d  // }
    case setItem = 0x73  // s
    case setItems = 0x75  // u
    case binPut = 0x71  // q
    case longBinPut = 0x72  // r
    case memoize = 0x94
    case binGet = 0x68  // h
    case longBinGet = 0x6a  // j
    case global = 0x63  // c
    case stackGlobal = 0x93
    case reduce = 0x52  // R
    case newObject = 0x81
    case build = 0x62  // b
    case persistent = 0x51  // Q
  }

  private mutating func execute(
    _ opcode: Opcode, _ allows: (Pickle.Global) -> Bool
  ) throws {
    switch opcode {
    case .proto: _ = try number(UInt8.self)
    case .frame: _ = try number(UInt64.self)
    case .mark: marks.append(stack.count)
    case .none: push(.none)
    case .newTrue: push(.bool(true))
    case .newFalse: push(.bool(false))
    case .binInt: push(.integer(Int(Int32(truncatingIfNeeded: try number(UInt32.self)))))
    case .binInt1: push(.integer(try number(UInt8.self)))
    case .binInt2: push(.integer(try number(UInt16.self)))
    case .long1: push(.integer(try long()))
    case .binFloat:
      let bits = try take(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      push(.real(Double(bitPattern: bits)))
    case .binUnicode: try pushText(number(UInt32.self))
    case .shortBinUnicode: try pushText(number(UInt8.self))
    case .emptyList, .emptyTuple: push(.list([]))
    case .append: try extend([pop()])
    case .appends: try extend(popToMark())
    case .tuple: push(.list(try popToMark()))
    case .tuple1: push(.list(try pop(1)))
    case .tuple2: push(.list(try pop(2)))
    case .tuple3: push(.list(try pop(3)))
    case .emptyDict: push(.dictionary([]))
    case .setItem: try setItems(pop(2))
    case .setItems: try setItems(popToMark())
    case .binPut: memo[try number(UInt8.self)] = try top()
    case .longBinPut: memo[try number(UInt32.self)] = try top()
    case .memoize: memo[memo.count] = try top()
    case .binGet: try recall(number(UInt8.self))
    case .longBinGet: try recall(number(UInt32.self))
    case .global: try pushGlobal(Pickle.Global(line(), line()), allows)
    case .stackGlobal:
      let names = try pop(2).map(text)
      try pushGlobal(Pickle.Global(names[0], names[1]), allows)
    case .reduce, .newObject:
      let pair = try pop(2)
      guard case .global = nodes[pair[0]] else { throw broken("it calls what is no function") }
      push(.object(Pickle.Object(maker: pair[0], arguments: pair[1])))
    case .build: try build()
    case .persistent: push(.external(try pop()))
    }
  }

  // MARK: - Values

  private mutating func push(_ node: Pickle.Node) {
    stack.append(nodes.count)
    nodes.append(node)
  }

  private mutating func pushText(_ count: Int) throws {
    push(.text(String(decoding: try take(count), as: UTF8.self)))
  }

  private mutating func pushGlobal(
    _ global: Pickle.Global, _ allows: (Pickle.Global) -> Bool
  ) throws {
    guard allows(global) else {
      throw EngineError(
        .format, "its pickle asks for \"\(global)\", which tensors do not need; nothing was run",
        hint: "save the model's state_dict() alone, or as safetensors")
    }
    push(.global(global))
  }

  private mutating func recall(_ key: Int) throws {
    guard let reference = memo[key] else { throw broken("it recalls what it never stored") }
    stack.append(reference)
  }

  private mutating func extend(_ elements: [Pickle.Reference]) throws {
    let target = try top()
    guard case .list(var list) = nodes[target] else { throw broken("it appends to no list") }
    nodes[target] = .none  // The array is now held once and grows in place.
    list += elements
    nodes[target] = .list(list)
  }

  private mutating func setItems(_ items: [Pickle.Reference]) throws {
    let target = try top()
    guard items.count % 2 == 0 else { throw broken("a key has no value") }
    switch nodes[target] {
    case .dictionary(var all):
      nodes[target] = .none
      all += items
      nodes[target] = .dictionary(all)
    case .object(var object):
      nodes[target] = .none
      object.items += items
      nodes[target] = .object(object)
    default: throw broken("it puts items in what is no dictionary")
    }
  }

  private mutating func build() throws {
    let state = try pop()
    let target = try top()
    guard case .object(var object) = nodes[target] else {
      throw broken("it gives attributes to what is no object")
    }
    object.state = state
    nodes[target] = .object(object)
  }

  // MARK: - The stack

  private func top() throws -> Pickle.Reference {
    guard let last = stack.last, stack.count > marks.last ?? 0 else { throw underflow() }
    return last
  }

  private mutating func pop() throws -> Pickle.Reference {
    let last = try top()
    stack.removeLast()
    return last
  }

  private mutating func pop(_ count: Int) throws -> [Pickle.Reference] {
    guard stack.count - (marks.last ?? 0) >= count else { throw underflow() }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  private mutating func popToMark() throws -> [Pickle.Reference] {
    guard let mark = marks.popLast() else { throw underflow() }
    defer { stack.removeLast(stack.count - mark) }
    return Array(stack[mark...])
  }

  private func text(_ reference: Pickle.Reference) throws -> String {
    guard case .text(let text) = nodes[reference] else { throw broken("a name is no string") }
    return text
  }

  // MARK: - Bytes

  private mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
    guard count <= bytes.count - position else { throw broken("it ends early") }
    defer { position += count }
    return bytes[position..<position + count]
  }

  private mutating func number<Stored: FixedWidthInteger & UnsignedInteger>(
    _ type: Stored.Type
  ) throws -> Int {
    let value = bytes.withUnsafeBytes { $0.number(type, at: position) }
    guard let value else { throw broken("it ends early") }
    position += MemoryLayout<Stored>.size
    return value
  }

  /// Up to the end of a line, without it.
  private mutating func line() throws -> String {
    guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) else {
      throw broken("it ends early")
    }
    defer { position = end + 1 }
    return String(decoding: bytes[position..<end], as: UTF8.self)
  }

  /// An integer of any number of bytes, in two's complement.
  private mutating func long() throws -> Int {
    let digits = try take(number(UInt8.self))
    guard digits.count <= 8 else { throw broken("an integer is beyond 64 bits") }
    let negative = digits.last.map { $0 >= 0x80 } ?? false
    return digits.reversed().reduce(negative ? -1 : 0) { $0 << 8 | Int($1) }
  }

  private func underflow() -> EngineError { broken("it takes more values than there are") }

  private func broken(_ why: String) -> EngineError {
    EngineError(.format, "its pickle is not understood: \(why)")
  }
}
