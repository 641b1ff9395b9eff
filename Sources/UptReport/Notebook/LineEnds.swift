/// How the lines of a text end.
enum LineEnds: String {
  /// With a line feed.
  case unix
  /// All of them with a carriage return and a line feed.
  case windows
  /// Some with both, some without the carriage return.
  case mixed

  init(of text: String) {
    var before: Unicode.Scalar = " "
    var (count, returns) = (0, 0)
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        count += 1
        if before == "\r" { returns += 1 }
      }
      before = scalar
    }
    self = returns == 0 ? .unix : returns == count ? .windows : .mixed
  }
}

extension String {
  /// The text with the carriage return taken from every line's end.
  var withUnixLines: String {
    var result = UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar == "\n", result.last == "\r" { result.removeLast() }
      result.append(scalar)
    }
    return String(result)
  }

  /// The text with a carriage return added to every line's end.
  var withWindowsLines: String {
    var result = UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar == "\n" { result.append("\r") }
      result.append(scalar)
    }
    return String(result)
  }
}
