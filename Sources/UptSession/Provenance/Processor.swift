import Foundation

/// What the system says about the processor.
public enum Processor {
  /// The model's name, or the architecture's where the system knows no more.
  public static var name: String {
    #if canImport(Darwin)
      return text("machdep.cpu.brand_string") ?? architecture
    #else
      return facts["model name"]?.first ?? architecture
    #endif
  }

  /// The physical cores, where the system tells.
  public static var cores: Int? {
    #if canImport(Darwin)
      return number("hw.physicalcpu")
    #else
      let chips = facts["physical id"] ?? [], cores = facts["core id"] ?? []
      guard !cores.isEmpty, chips.count == cores.count else { return nil }
      return Set(zip(chips, cores).map { "\($0) \($1)" }).count
    #endif
  }

  /// The system's name and version with the architecture.
  public static var system: String {
    "\(ProcessInfo.processInfo.operatingSystemVersionString), \(architecture)"
  }

  private static var architecture: String {
    var names = utsname()
    guard uname(&names) == 0 else { return "unknown" }
    return withUnsafeBytes(of: names.machine) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  #if canImport(Darwin)
    private static func text(_ name: String) -> String? {
      var size = 0
      guard sysctlbyname(name, nil, &size, nil, 0) == 0, size > 0 else { return nil }
      var bytes = [UInt8](repeating: 0, count: size)
      guard sysctlbyname(name, &bytes, &size, nil, 0) == 0 else { return nil }
      return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    private static func number(_ name: String) -> Int? {
      var value: Int32 = 0
      var size = MemoryLayout<Int32>.size
      return sysctlbyname(name, &value, &size, nil, 0) == 0 ? Int(value) : nil
    }
  #else
    /// The lines of the system's description, by what they are about.
    private static var facts: [String: [String]] {
      guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else {
        return [:]
      }
      var facts: [String: [String]] = [:]
      for line in text.split(separator: "\n") {
        let parts = line.split(separator: ":", maxSplits: 1).map {
          $0.trimmingCharacters(in: .whitespaces)
        }
        if parts.count == 2 { facts[parts[0], default: []].append(parts[1]) }
      }
      return facts
    }
  #endif
}
