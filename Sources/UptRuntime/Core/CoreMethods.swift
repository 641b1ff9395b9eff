/// The methods of the language's own types, found by name when code is made.
enum CoreMethods {
  /// The methods of one name, by the type of the receiver.
  struct Methods {
    var list: Builtin?
    var text: Builtin?
    var dictionary: Builtin?
    var mutating: (list: Builtin?, dictionary: Builtin?)?

    /// The method for a receiver that is not changed.
    func method(of value: Value) -> Builtin? {
      switch value {
      case .list, .range: list
      case .text: text
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

  private static let list = MethodTable(ListMethods.all)
  private static let text = MethodTable(TextMethods.all)
  private static let dictionary = MethodTable(DictionaryMethods.all)
  private static let mutatingList = MethodTable(ListMethods.mutating)
  private static let mutatingDictionary = MethodTable(DictionaryMethods.mutating)

  static func lookUp(_ name: String) -> Methods {
    var methods = Methods(list: list[name], text: text[name], dictionary: dictionary[name])
    let changed = (mutatingList[name], mutatingDictionary[name])
    if changed.0 != nil || changed.1 != nil { methods.mutating = changed }
    return methods
  }

  static func names(for value: Value) -> [String] {
    switch value {
    case .list: list.names + mutatingList.names
    case .range: list.names
    case .text: text.names
    case .dictionary: dictionary.names + mutatingDictionary.names
    default: []
    }
  }

  /// Every method with the type it belongs to, for the reference.
  static var all: [(type: String, method: Builtin)] {
    (ListMethods.all + ListMethods.mutating).map { ("list", $0) }
      + TextMethods.all.map { ("string", $0) }
      + (DictionaryMethods.all + DictionaryMethods.mutating).map { ("dictionary", $0) }
  }
}
