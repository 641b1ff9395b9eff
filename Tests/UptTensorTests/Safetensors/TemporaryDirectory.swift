import Foundation

/// Runs `body` with the path of a new directory, which is removed afterwards.
func withTemporaryDirectory<T>(_ body: (String) throws -> T) throws -> T {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("upt-test-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: url) }
  return try body(url.path)
}

/// Writes a file without waiting for the disk.
func overwrite(_ path: String, _ bytes: UnsafeRawBufferPointer) throws {
  try Data(bytes).write(to: URL(fileURLWithPath: path))
}
