import Foundation
import Testing
import UptNotebook

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Names that try to break out of where they are written.
let hostileNames = [
  "<script>alert(1)</script>", "\" onload='x'", "a & b &amp; c", "]]> --> <!--",
  "\u{202E}drow\u{2066}",
  "\u{0}\u{1B}[31m\u{7}\u{FFFE}", "line\nbreak\ttab\r", "שלום", "日本語テキスト", "",
]

/// One plot of each kind with these names in every place.
func plots(named names: [String] = hostileNames) -> [Plot] {
  let all = names.joined(separator: " ")
  return Plot.Kind.allCases.flatMap { kind in
    [nil, names].map { categories in
      Plot(
        kind, title: all, xLabel: all, yLabel: all,
        series: names.enumerated().map { index, name in
          Plot.Series(
            name,
            (0..<40).map { Plot.Point(Double($0), Double($0 * index), halfWidth: Double($0)) })
        }, categories: categories, note: all)
    }
  }
}

/// Elements of a text that is well-formed XML, by name, and all its text; `nil` for any other text.
func parsed(_ text: String) -> (elements: [String: Int], ids: [String], text: String)? {
  let reader = Reader()
  let parser = XMLParser(data: Data(text.utf8))
  parser.delegate = reader
  return parser.parse() ? (reader.elements, reader.ids, reader.text) : nil
}

private final class Reader: NSObject, XMLParserDelegate {
  var elements: [String: Int] = [:]
  var ids: [String] = []
  var text = ""

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elements[name, default: 0] += 1
    ids += attributes["id"].map { [$0] } ?? []
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}
