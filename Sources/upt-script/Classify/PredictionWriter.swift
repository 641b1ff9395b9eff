import UptNotebook
import UptTensor
import UptTerminal
import UptTuning

/// Writes predictions as they come, for people or for other programs.
struct PredictionWriter {
  /// The forms of predictions.
  enum Form: String, CaseIterable {
    /// A picture, and below it a line for each class.
    case text
    /// A line for each picture and class: `image,rank,class,probability`.
    case csv
    /// A list of objects, one a line for each picture.
    case json
  }

  private let form: Form
  private let style = RenderStyle.plain
  private var count = 0

  init(_ form: Form) { self.form = form }

  /// Writes the classes of one picture, the most probable first.
  mutating func write(_ picture: String, _ predictions: [Prediction]) {
    defer { count += 1 }
    switch form {
    case .text:
      Standard.write("\(picture.shown(in: style))\n")
      for prediction in predictions {
        let share = NumberFormat.percent(1).text(prediction.probability)
        let margin = String(repeating: " ", count: max(0, 8 - share.count))
        Standard.write("\(margin)\(share)  \(prediction.name.shown(in: style))\n")
      }
    case .csv:
      let rows = predictions.enumerated().map { rank, prediction -> [Table.Cell] in
        [
          .text(picture), .int(rank + 1), .text(prediction.name),
          .real(Self.shortest(prediction.probability)),
        ]
      }
      let columns = ["image", "rank", "class", "probability"]
      guard let text = try? Table(columns: columns, rows: rows).csv() else { return }
      let header = columns.joined(separator: ",") + "\r\n"
      Standard.write(count == 0 ? text : String(text.dropFirst(header.count)))
    case .json:
      let classes = predictions.map { prediction in
        JSONValue.object([
          "class": .string(prediction.name),
          "probability": .number(Self.shortest(prediction.probability)),
        ])
      }
      let object = JSONValue.object(["image": .string(picture), "classes": .array(classes)])
      Standard.write((count == 0 ? "[\n  " : ",\n  ") + object.text())
    }
  }

  /// A number of single precision without the digits that double precision adds.
  private static func shortest(_ number: Double) -> Double {
    Double("\(Float(number))") ?? number
  }

  /// Writes what comes after the last picture.
  func finish() {
    guard form == .json else { return }
    Standard.write(count == 0 ? "[]\n" : "\n]\n")
  }
}
