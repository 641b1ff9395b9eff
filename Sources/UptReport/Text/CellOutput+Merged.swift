extension [CellOutput] {
  /// The outputs with what was printed piece by piece joined into one.
  var merged: [CellOutput] {
    reduce(into: []) { outputs, output in
      if case .printed(let text) = output, case .printed(let before)? = outputs.last {
        outputs[outputs.count - 1] = .printed(before + text)
      } else {
        outputs.append(output)
      }
    }
  }
}

extension String {
  /// The text without the break of its last line.
  var withoutLastBreak: String {
    guard unicodeScalars.last == "\n" else { return self }
    var text = unicodeScalars.dropLast()
    if text.last == "\r" { text.removeLast() }
    return String(text)
  }
}
