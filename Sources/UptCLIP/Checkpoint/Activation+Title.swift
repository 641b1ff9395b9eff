import UptTensor

extension Activation {
  /// What it is called in texts.
  public var title: String {
    switch self {
    case .quickGELU: return "QuickGELU"
    case .gelu: return "GELU"
    case .relu: return "ReLU"
    }
  }
}
