/// What a Python pickle describes, as data.
///
/// A pickle is a program that builds values, and in Python it may call anything. Here nothing is
/// ever called: an object is kept as the name of what would have made it and the arguments for it,
/// and whoever reads the pickle decides what that means. Names beyond an allowed few are refused as
/// soon as they are mentioned.
///
/// The nodes lie in one array and refer to each other by position. A value may hence be shared, or
/// contain itself, and nothing here is recursive; who follows references must bound the way.
struct Pickle {
  /// A function or a class by its name.
  struct Global: Hashable, CustomStringConvertible {
    let module: String
    let name: String

    init(_ module: String, _ name: String) {
      self.module = module
      self.name = name
    }

    var description: String { "\(module).\(name)" }
  }

  /// The place of a node in ``nodes``.
  typealias Reference = Int

  /// What a class or a function would have made of its arguments, unmade.
  struct Object {
    let maker: Reference
    let arguments: Reference
    /// Keys and values in turns, as they were put in.
    var items: [Reference] = []
    /// The attributes it was given afterwards.
    var state: Reference?
  }

  enum Node {
    case none
    case bool(Bool)
    case integer(Int)
    case real(Double)
    case text(String)
    /// A list or a tuple.
    case list([Reference])
    /// Keys and values in turns.
    case dictionary([Reference])
    case global(Global)
    case object(Object)
    /// What lies outside the pickle, and the description it goes by.
    case external(Reference)
  }

  private(set) var nodes: [Node]
  let root: Reference

  /// - Parameter allows: the functions and classes that may be mentioned.
  /// - Throws: `.format` when the bytes are no complete pickle, use more of the language than files
  ///   of tensors do, or mention something that is not allowed.
  init(_ bytes: [UInt8], allows: (Global) -> Bool) throws {
    var reader = PickleReader(bytes)
    root = try reader.run(allows)
    nodes = reader.nodes
  }

  subscript(reference: Reference) -> Node { nodes[reference] }

  // MARK: - Looking at nodes

  func text(_ reference: Reference) -> String? {
    if case .text(let text) = nodes[reference] { return text }
    return nil
  }

  func integer(_ reference: Reference) -> Int? {
    if case .integer(let integer) = nodes[reference] { return integer }
    return nil
  }

  func list(_ reference: Reference) -> [Reference]? {
    if case .list(let elements) = nodes[reference] { return elements }
    return nil
  }

  func global(_ reference: Reference) -> Global? {
    if case .global(let global) = nodes[reference] { return global }
    return nil
  }

  /// A list of integers.
  func integers(_ reference: Reference) -> [Int]? {
    guard let elements = list(reference) else { return nil }
    let integers = elements.compactMap(integer)
    return integers.count == elements.count ? integers : nil
  }
}
