/// Gives the parts of a document names of their own, made from their titles.
struct Anchors {
  private var taken: Set<String> = []
  /// The number at the end of the last name for a title.
  private var numbers: [String: Int] = [:]

  /// A name of letters, digits and hyphens, no longer than 64 and not given before.
  mutating func name(for title: String, otherwise: String) -> String {
    let base = Self.slug(title) ?? otherwise
    var name = base
    var number = numbers[base] ?? 1
    while !taken.insert(name).inserted {
      number += 1
      name = "\(base)-\(number)"
    }
    numbers[base] = number
    return name
  }

  private static func slug(_ title: String) -> String? {
    let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let slug = words.joined(separator: "-").prefix(48)
    return slug.isEmpty ? nil : String(slug)
  }
}
