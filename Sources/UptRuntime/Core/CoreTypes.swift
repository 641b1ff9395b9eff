/// The language's own types with their members.
enum CoreTypes {
  static let all = [
    nothing, bool, int, real, text, list, range, record, dictionary, function,
    ErrorObject.valueType, ModuleObject.valueType,
  ]

  static let nothing = ValueType("nil", "The absence of a value.")
  static let bool = ValueType("bool", "`true` or `false`.")
  static let int = ValueType("int", "A whole number of 64 bits; what does not fit is an error.")
  static let real = ValueType("real", "A number in double precision.")

  static let text = ValueType(
    "string", "Text; positions count characters as people see them.",
    properties: TextMethods.properties, methods: TextMethods.all)

  static let list = ValueType(
    "list", "Values in order, counted from 0 or, backwards, from -1.",
    properties: ListMethods.properties,
    methods: ValueType.methodsOfSequences + ListMethods.mutating)

  static let range = ValueType(
    "range", "The integers from one bound to another; what a list can do unchanged, it can.",
    properties: RangeMethods.properties, methods: ValueType.methodsOfSequences)

  static let record = ValueType(
    "record", "Values with labels, in order.",
    properties: RecordMethods.properties, methods: RecordMethods.all)

  static let dictionary = ValueType(
    "dictionary", "Values by key, in order of insertion; keys are strings, ints or bools.",
    properties: DictionaryMethods.properties,
    methods: DictionaryMethods.all + DictionaryMethods.mutating)

  static let function = ValueType(
    "function", "What can be called.",
    properties: [
      Property("name", "The name it was defined with.") { (function: FunctionValue) in
        .text(function.name)
      },
      Property("parameters", "The names of its parameters.") { (function: FunctionValue) in
        .list(function.parameters.map { .text($0.name) })
      },
    ])
}

extension ValueType {
  /// The methods of lists that change nothing; they work on whatever can be looped over, objects of
  /// the host included.
  public static let methodsOfSequences = ListMethods.all + ListMethods.grouping
}

extension Value {
  /// Its type, with what scripts can do with it.
  public var valueType: ValueType {
    switch self {
    case .nothing: CoreTypes.nothing
    case .bool: CoreTypes.bool
    case .int: CoreTypes.int
    case .real: CoreTypes.real
    case .text: CoreTypes.text
    case .list: CoreTypes.list
    case .range: CoreTypes.range
    case .record: CoreTypes.record
    case .dictionary: CoreTypes.dictionary
    case .function: CoreTypes.function
    case .object(let object): object.valueType
    }
  }
}
