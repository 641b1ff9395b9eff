/// How long ago something was, in the unit that suits it.
enum Age {
  static func text(_ seconds: Double) -> String {
    switch seconds {
    case ..<60: "just now"
    case ..<3600: "\(Int(seconds / 60)) min ago"
    case ..<172_800: "\(Int(seconds / 3600)) h ago"
    default: "\(Int(min(seconds / 86_400, 1e6))) days ago"
    }
  }
}
