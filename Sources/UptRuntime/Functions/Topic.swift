/// Built-ins that belong together, as the reference shows them.
public struct Topic {
  /// What they are about, for instance `Tables and plots`.
  public let title: String
  /// The built-ins in the order in which they are told.
  public let builtins: [Builtin]

  /// A topic of some built-ins.
  public init(_ title: String, _ builtins: [Builtin]) {
    self.title = title
    self.builtins = builtins
  }
}
