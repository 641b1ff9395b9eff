/// The methods of the language's own types, found by name when code is made.
enum CoreMethods {
  /// The methods of one name, by the type of the receiver.
  struct Methods {
    let name: String
    let list: Builtin?
    let range: Builtin?
    let text: Builtin?
    let record: Builtin?
    let dictionary: Builtin?
    /// Those that change their receiver, if there are any.
    let mutating: (list: Builtin?, dictionary: Builtin?)?

    /// The method for a receiver that is not changed.
    func method(of value: Value) -> Builtin? {
      switch value {
      case .list: list
      case .range: range
      case .text: text
      // A field hides the method of its name.
      case .record(let fields): record.flatMap { fields.value(name) == nil ? $0 : nil }
      case .dictionary: dictionary
      default: nil
      }
    }

    /// The method for a receiver that is changed.
    func mutatingMethod(of value: Value) -> Builtin? {
      switch value {
      case .list: mutating?.list
      case .dictionary: mutating?.dictionary
      default: nil
      }
    }
  }

  static func lookUp(_ name: String) -> Methods {
    let list = CoreTypes.list.method(name)
    let dictionary = CoreTypes.dictionary.method(name)
    let mutating = (list?.ifMutating, dictionary?.ifMutating)
    return Methods(
      name: name, list: mutating.0 == nil ? list : nil, range: CoreTypes.range.method(name),
      text: CoreTypes.text.method(name), record: CoreTypes.record.method(name),
      dictionary: mutating.1 == nil ? dictionary : nil,
      mutating: mutating.0 == nil && mutating.1 == nil ? nil : mutating)
  }
}

extension Builtin {
  fileprivate var ifMutating: Builtin? { isMutating ? self : nil }
}
