import Foundation

/// The functions and constants that every script has.
enum CoreLibrary {
  static let builtins: [Builtin] = topics.flatMap(\.builtins)

  static var topics: [Topic] {
    [
      Topic("Output and help", general), Topic("Conversions", conversions),
      Topic("Numbers", MathLibrary.builtins), Topic("Sequences", sequences),
    ]
  }

  static var constants: [(String, Value)] {
    [("pi", .real(.pi)), ("inf", .real(.infinity)), ("nan", .real(.nan))]
  }

  private static let general: [Builtin] = [
    Builtin(
      "print",
      [.rest("values"), .optional("end", .text("\n"), isLabelOnly: true, help: "what follows")],
      help: "Prints values with a space between them.\n\n    print(\"loss\", 0.5)      # loss 0.5"
    ) { call in
      let texts = try call.list(0).map(call.interpreter.display)
      call.interpreter.host.output(texts.joined(separator: " ") + (try call.text("end")))
      return .nothing
    },
    Builtin(
      "type", [.required("value")],
      help: "The name of a value's type.\n\n    type(1.5)      # real"
    ) { .text($0[0].typeName) },
    Builtin(
      "assert", [.required("condition"), .optional("message", .text("the assertion failed"))],
      help: "Stops with the message if the condition is false.\n\n    assert(1 < 2, \"order\")"
    ) { call in
      if try Operations.truth(call[0], of: "the condition of `assert`") { return .nothing }
      throw RuntimeError(.assertion, try call.text(1), argument: 0)
    },
    Builtin(
      "help", [.omissible("topic", help: "a function, a name in quotes, or any value")],
      help: """
        Prints what a function does, or what can follow a dot after a value.

            help(print)
            help("sorted")
            help([1, 2])
        """
    ) { call in
      call.interpreter.host.output(Help.text(for: call[0], in: call.interpreter) + "\n")
      return .nothing
    },
  ]

  private static let conversions: [Builtin] = [
    Builtin(
      "int", [.required("value")],
      help: """
        A number without its fraction, or the integer that a string means.

            int(2.9)         # 2
            int("0xff")      # 255
        """
    ) { call in
      switch call[0] {
      case .int, .bool(true), .bool(false): return call.boolAsNumber()
      case .real(let number):
        if let whole = Int(exactly: number.rounded(.towardZero)) { return .int(whole) }
        throw call.error(
          0, "\(NumberText.shortest(number)) does not fit an integer", kind: .arithmetic)
      case .text(let text):
        if let number = Int(literal: text.string) { return .int(number) }
        throw call.error(0, "\(call[0].shortened()) is not an integer")
      default: throw call.mismatch(0, "a number or a string")
      }
    },
    Builtin(
      "float", [.required("value")],
      help: "A number, or the one a string means, as a real.\n\n    float(2)      # 2.0"
    ) { call in
      if case .text(let text) = call[0] {
        let digits = text.string.trimmingCharacters(in: .whitespaces)
        if let number = Double(digits) { return .real(number) }
        throw call.error(0, "\(call[0].shortened()) is not a number")
      }
      if case .int(let number) = call.boolAsNumber() { return .real(Double(number)) }
      return .real(try call.real(0))
    },
    Builtin(
      "string", [.required("value")],
      help: "The value as a string.\n\n    string(2)      # 2"
    ) { .text($0.interpreter.display($0[0])) },
    Builtin(
      "character", [.required("code")],
      help: "The character of a Unicode scalar's number.\n\n    character(233)      # é"
    ) { call in
      let code = try call.int(0)
      if let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) {
        return .text(String(scalar))
      }
      throw call.error(0, "\(code) is the number of no character")
    },
  ]

  private static let sequences: [Builtin] = [
    Builtin(
      "len", [.required("value")],
      help: "The number of elements.\n\n    len([1, 2])      # 2"
    ) { call in
      if let count = call[0].elementCount { return .int(count) }
      throw call.mismatch(0, "something with elements")
    },
    Builtin(
      "list", [.required("sequence")],
      help: "The elements of a range, string or other sequence.\n\n    list(1...3)      # [1, 2, 3]"
    ) { .list(try $0.list(0)) },
    Builtin(
      "range", [.required("from"), .required("to"), .optional("step", .int(1))],
      help: "The numbers from `from` up to but without `to`.\n\n    range(0, 6, step: 2)      # [0, 2, 4]"
    ) { call in
      let (from, to, step) = (try call.int(0), try call.int(1), try call.int(2))
      if step == 0 { throw call.error(2, "the step must not be zero") }
      let numbers = stride(from: from, to: to, by: step)
      let size = (Double(to) - Double(from)) / Double(step)
      if size > Double(Value.largestList) {
        throw call.error(
          1, "a list of \(FormatSpec.wholeNumber(size)) is too large", kind: .limit)
      }
      return .list(
        try numbers.enumerated().map { position, number in
          if position & 0xFFFF == 0 { try call.interpreter.interrupt.check() }
          return .int(number)
        })
    },
    Builtin(
      "zip", [.required("first"), .required("second")],
      help: """
        Records `(first: ..., second: ...)` of elements at the same position.

            zip([1, 2], ["a", "b"])      # [(first: 1, second: "a"), (first: 2, second: "b")]
        """
    ) { call in
      .list(zip(try call.list(0), try call.list(1)).map {
        .record([("first", $0), ("second", $1)])
      })
    },
    Builtin(
      "enumerate", [.required("sequence")],
      help: """
        Records `(index: ..., value: ...)` of the elements with their positions.

            enumerate(["a"])      # [(index: 0, value: "a")]
        """
    ) { .list(try $0.list(0).enumerated().map { Pairing.indexed($0.offset, $0.element) }) },
    Builtin(
      "map", [.required("sequence"), .required("function")],
      help: "The results of the function for every element.\n\n    map([1, 2]) { x in x * x }      # [1, 4]"
    ) { call in
      let function = try call.function(1)
      return .list(try call.list(0).map { try call.call(function, $0) })
    },
    Builtin(
      "min", [.rest("values")],
      help: "The smallest of the values, or of one list.\n\n    min(3, 1)      # 1"
    ) { try Sorting.extreme($0.candidates(), .less) },
    Builtin(
      "max", [.rest("values")],
      help: "The largest of the values, or of one list.\n\n    max(3, 1)      # 3"
    ) { try Sorting.extreme($0.candidates(), .greater) },
  ]
}

extension Call {
  /// The first argument with a bool as 0 or 1.
  fileprivate func boolAsNumber() -> Value {
    if case .bool(let flag) = self[0] { return .int(flag ? 1 : 0) }
    return self[0]
  }

  /// The values that `min` and `max` choose from.
  fileprivate func candidates() throws -> [Value] {
    let values = try list(0)
    if values.count == 1, let elements = try values[0].elements() { return elements }
    return values
  }
}

extension Int {
  /// The integer that a string means: digits with a sign, or hexadecimal ones behind `0x`.
  fileprivate init?(literal: String) {
    let text = literal.trimmingCharacters(in: .whitespaces)
    let sign = text.hasPrefix("-") ? "-" : ""
    let digits = text.dropFirst(sign.count)
    if digits.hasPrefix("0x") {
      self.init(sign + digits.dropFirst(2), radix: 16)
    } else {
      self.init(text)
    }
  }
}

extension FormatSpec {
  /// A large number of elements in words.
  static func wholeNumber(_ size: Double) -> String { String(format: "%.0f", size) + " elements" }
}
