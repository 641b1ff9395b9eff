import UptNotebook

extension String {
  /// The text as it may stand in HTML, between tags as well as between quotes.
  ///
  /// What would steer a page, such as control characters and direction overrides, shows as
  /// `\u{202E}`, which is also how a script can write it.
  var htmlEscaped: String {
    var result = ""
    result.reserveCapacity(utf8.count)
    var rest = unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case "\r" where rest.first == "\n": continue
      case _ where scalar.steersTerminal:
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
