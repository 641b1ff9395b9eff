extension World {
  /// What a caption claims about a picture: some attributes, each by its value.
  ///
  /// Attributes are packed into bit fields, so that testing a caption against a picture is one
  /// comparison, and a whole batch's matches cost nothing beside its pictures.
  public struct Facts: Hashable, Sendable {
    private(set) var mask: UInt32 = 0
    private(set) var value: UInt32 = 0

    /// The claim of nothing, true of every picture.
    public init() {}

    /// Claims the named attributes of a picture.
    public init(_ attributes: Attributes, naming: Naming) {
      for field in Naming.fields where naming.contains(field) {
        let (shift, width, value) = field.place(in: attributes)
        mask |= ((1 << width) - 1) << shift
        self.value |= value << shift
      }
    }

    /// Whether the claim is true of a picture with these attributes.
    public func holds(for attributes: Attributes) -> Bool { holds(for: Facts.code(attributes)) }

    func holds(for code: UInt32) -> Bool { code & mask == value }

    static func code(_ attributes: Attributes) -> UInt32 {
      Facts(attributes, naming: .everything).value
    }
  }

  /// Which attributes a caption names.
  public struct Naming: OptionSet, Hashable, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    public static let shape = Naming(rawValue: 1)
    public static let colour = Naming(rawValue: 2)
    public static let texture = Naming(rawValue: 4)
    public static let size = Naming(rawValue: 8)
    public static let backdrop = Naming(rawValue: 16)
    public static let everything: Naming = [.shape, .colour, .texture, .size, .backdrop]

    static let fields: [Naming] = [.shape, .colour, .texture, .size, .backdrop]

    /// Where the attribute lies in a packed code, and its value there.
    func place(in attributes: Attributes) -> (shift: UInt32, width: UInt32, value: UInt32) {
      switch self {
      case .shape: (0, 6, UInt32(attributes.shape.rawValue))
      case .colour: (6, 6, UInt32(attributes.colour.rawValue))
      case .texture: (12, 6, UInt32(attributes.texture.rawValue))
      case .size: (18, 3, UInt32(attributes.size.rawValue))
      default: (21, 5, UInt32(attributes.backdrop.rawValue))
      }
    }
  }
}
