import Foundation
import UptRuntime

/// The time of day and the time that passes.
enum ClockLibrary {
  static let builtins: [Builtin] = [
    Builtin(
      "now",
      help: "The time as seconds since the beginning of 1970.\n\n    now() > 1.6e9      # true"
    ) { _ in .real(Date().timeIntervalSince1970) },
    Builtin(
      "clock",
      help: """
        Seconds of a clock that only goes forward, from an arbitrary beginning; for differences.

            let start = clock()
            clock() - start < 60      # true
        """
    ) { _ in
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      return .real(Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9)
    },
    Builtin(
      "date",
      [.omissible("seconds", help: "seconds since the beginning of 1970; now if left out")],
      help: """
        A time as text after ISO 8601, in universal time.

            date(0)      # 1970-01-01T00:00:00Z
        """
    ) { call in
      let seconds = try call.has("seconds") ? call.number(0) : Date().timeIntervalSince1970
      var parts = tm()
      guard let whole = Int(exactly: seconds.rounded(.down)), var time = time_t(exactly: whole),
        gmtime_r(&time, &parts) != nil, (-1900...8099).contains(parts.tm_year)
      else {
        throw call.error(
          0, "\(NumberText.shortest(seconds)) seconds after 1970 are not in the years 0 to 9999")
      }
      let day = [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)]
      let hour = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded(Int($0), 2) }
      return .text(
        "\(padded(day[0], 4))-\(padded(day[1], 2))-\(padded(day[2], 2))T"
          + hour.joined(separator: ":") + "Z")
    },
  ]

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
