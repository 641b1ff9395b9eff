/// Properties and methods of records. A field hides the member of its name.
enum RecordMethods {
  static let properties = [
    Property("count", "The number of fields.") { (record: RecordValue) in
      .int(record.values.count)
    },
    Property("labels", "The labels in order.") { (record: RecordValue) in
      .list(record.labels.map { .text($0) })
    },
  ]

  static let all: [Builtin] = [
    Builtin(
      "with", [.labelled("fields", help: "labels and their values")],
      help: """
        A copy in which fields have other values; labels that are new come last.

            (shots: 4, seed: 1).with(seed: 2, lr: 0.1)      # (shots: 4, seed: 2, lr: 0.1)
        """
    ) { call in
      var fields = try call.record().fields
      for (label, value) in try call.record("fields").fields {
        if let position = fields.firstIndex(where: { $0.0 == label }) {
          fields[position].1 = value
        } else {
          fields.append((label, value))
        }
      }
      return .record(fields)
    },
    Builtin(
      "to_dictionary",
      help: "The fields by their labels.\n\n    (a: 1).to_dictionary()      # [\"a\": 1]"
    ) { .dictionary(try $0.record().fields.map { (.text($0), $1) }) },
  ]
}

extension Call {
  fileprivate func record() throws -> RecordValue {
    if case .record(let record)? = receiver { return record }
    throw RuntimeError(.type, "`\(builtin.name)` is a method of records")
  }
}
