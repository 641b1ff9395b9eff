import Foundation
import UptTensor

/// The data files that belong to the program.
public enum Resources {
  /// Finds a data file by name.
  ///
  /// Looks, in this order, in the directory named by `UPT_RESOURCES`, beside the running
  /// executable (where the build puts them) and in `../share/upt-script` from there. Unlike the
  /// build system's own lookup, a missing file is an error and not the end of the process.
  /// - Throws: `.file` listing where it looked.
  public static func locate(_ name: String) throws -> URL {
    let candidates = directories().map { $0.appendingPathComponent(name) }
    if let found = candidates.first(where: { FileManager.default.fileExists(atPath: $0.path) }) {
      return found
    }
    let places = candidates.map { $0.deletingLastPathComponent().path }.joined(separator: ", ")
    throw EngineError(
      .file, "the program's data file \(name) is not in any of \(places)",
      hint: "set UPT_RESOURCES to the directory that holds it")
  }

  private static func directories() -> [URL] {
    var list: [URL] = []
    if let path = ProcessInfo.processInfo.environment["UPT_RESOURCES"], !path.isEmpty {
      list.append(URL(fileURLWithPath: path, isDirectory: true))
    }
    for directory in executableDirectories() {
      for bundle in bundles { list.append(directory.appendingPathComponent(bundle)) }
      list.append(
        directory.deletingLastPathComponent().appendingPathComponent("share/upt-script"))
    }
    return list
  }

  /// What the build calls the directory of this target's data, on Linux and on macOS.
  private static let bundles = [
    "upt-script_UptCLIP.resources/Resources", "upt-script_UptCLIP.bundle/Resources",
    "upt-script_UptCLIP.bundle/Contents/Resources/Resources",
  ]

  /// Where the running program lies; on macOS also where a test bundle does.
  private static func executableDirectories() -> [URL] {
    var programs: [URL] = [URL(fileURLWithPath: "/proc/self/exe")]
    if let main = Bundle.main.executableURL { programs.append(main) }
    #if canImport(Darwin)
      programs += Bundle.allBundles.map(\.bundleURL)
    #endif
    var directories: [URL] = []
    for program in programs where FileManager.default.fileExists(atPath: program.path) {
      let directory = program.resolvingSymlinksInPath().deletingLastPathComponent()
      if !directories.contains(directory) { directories.append(directory) }
    }
    return directories
  }
}
