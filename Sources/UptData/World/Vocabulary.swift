extension World {
  /// The names of one attribute value.
  public struct Words: Sendable {
    /// The usual name.
    public let plain: String
    /// Other names that pretraining uses now and then.
    public let synonyms: [String]
    /// Names that pretraining never uses: they are left to the tasks.
    public let unseen: [String]

    init(_ plain: String, _ synonyms: [String] = [], unseen: [String] = []) {
      self.plain = plain
      self.synonyms = synonyms
      self.unseen = unseen
    }
  }
}

extension World.Shape {
  /// The shape's names, as nouns.
  public var words: World.Words {
    switch self {
    case .circle: World.Words("circle", ["disc"], unseen: ["orb"])
    case .square: World.Words("square", ["box"], unseen: ["block"])
    case .triangle: World.Words("triangle", unseen: ["wedge"])
    case .star: World.Words("star", unseen: ["asterisk"])
    case .heart: World.Words("heart", unseen: ["valentine"])
    case .ring: World.Words("ring", ["hoop"], unseen: ["loop"])
    case .cross: World.Words("cross", ["plus"], unseen: ["crucifix"])
    case .diamond: World.Words("diamond", ["rhombus"], unseen: ["lozenge"])
    case .crescent: World.Words("crescent", ["moon"], unseen: ["sickle"])
    case .hexagon: World.Words("hexagon", unseen: ["nut"])
    case .arrow: World.Words("arrow", unseen: ["pointer"])
    case .drop: World.Words("drop", ["teardrop"], unseen: ["bead"])
    default: World.Words("", unseen: [String(describing: self)])
    }
  }
}

extension World.Colour {
  /// The colour's names, as adjectives.
  public var words: World.Words {
    switch self {
    case .red: World.Words("red", ["crimson"], unseen: ["scarlet"])
    case .orange: World.Words("orange", unseen: ["tangerine"])
    case .yellow: World.Words("yellow", ["golden"], unseen: ["lemon"])
    case .green: World.Words("green", ["emerald"], unseen: ["jade"])
    case .teal: World.Words("teal", ["turquoise"], unseen: ["cyan"])
    case .blue: World.Words("blue", unseen: ["cobalt"])
    case .purple: World.Words("purple", ["violet"], unseen: ["plum"])
    case .pink: World.Words("pink", ["rosy"], unseen: ["blush"])
    case .brown: World.Words("brown", ["chocolate"], unseen: ["hazel"])
    }
  }
}

extension World.Texture {
  /// The texture's names, as adjectives.
  public var words: World.Words {
    switch self {
    case .plain: World.Words("plain", ["solid"], unseen: ["blank"])
    case .striped: World.Words("striped", ["stripy"], unseen: ["banded"])
    case .dotted: World.Words("dotted", ["spotted"], unseen: ["speckled"])
    case .checkered: World.Words("checkered", ["checked"], unseen: ["chessboard"])
    case .zigzag: World.Words("zigzag", unseen: ["jagged"])
    case .grid: World.Words("gridded", ["latticed"], unseen: ["meshed"])
    default: World.Words("", unseen: [String(describing: self)])
    }
  }

  /// The texture said after the noun; nil for textures that pretraining never names.
  var phrase: String? {
    switch self {
    case .plain: "without a pattern"
    case .striped: "with stripes"
    case .dotted: "with dots"
    case .checkered: "with checks"
    case .zigzag: "with zigzags"
    case .grid: "with a grid"
    default: nil
    }
  }
}

extension World.Size {
  /// The size's names, as adjectives.
  public var words: World.Words {
    switch self {
    case .small: World.Words("small", ["tiny", "little"])
    case .medium: World.Words("medium")
    case .large: World.Words("large", ["big"], unseen: ["huge"])
    }
  }
}

extension World.Backdrop {
  /// The backdrop's names, as adjectives of a background.
  public var words: World.Words {
    switch self {
    case .white: World.Words("white")
    case .black: World.Words("black")
    case .grey: World.Words("grey", ["gray"])
    case .sand: World.Words("sand", ["beige"])
    case .sky: World.Words("sky", ["pale blue"])
    case .mint: World.Words("mint", ["pale green"])
    case .navy: World.Words("navy", ["dark blue"])
    }
  }
}
