import UptNotebook

/// Builds elements of HTML and SVG, whose attributes are escaped by construction.
enum Markup {
  /// An element around `content`, which is markup already, or an empty one without it. Attributes
  /// that are nil are left out.
  static func element(
    _ name: String, _ attributes: KeyValuePairs<String, (any AttributeValue)?> = [:],
    _ content: String? = nil
  ) -> String {
    var result = "<" + name
    for case (let key, let value?) in attributes {
      result += " \(key)=\"\(value.attributeText.htmlEscaped)\""
    }
    return result + (content.map { ">\($0)</\(name)>" } ?? "/>")
  }

  /// A name from a script or a file as text: on one line, and unable to turn the direction of what
  /// stands around it.
  static func name(_ text: String) -> String {
    element("bdi", [:], text.shown(in: .plain).htmlEscaped)
  }
}

/// What an attribute can hold.
protocol AttributeValue {
  /// The value before it is escaped.
  var attributeText: String { get }
}

extension String: AttributeValue {
  var attributeText: String { self }
}

extension Int: AttributeValue {
  var attributeText: String { String(self) }
}

/// A length or place in a drawing: tenths are enough, and the same on every machine.
extension Double: AttributeValue {
  var attributeText: String {
    guard isFinite else { return "0" }
    let tenths = Int((min(max(self, -1e6), 1e6) * 10).rounded())
    let whole = "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10)"
    return tenths % 10 == 0 ? whole : "\(whole).\(abs(tenths) % 10)"
  }
}
