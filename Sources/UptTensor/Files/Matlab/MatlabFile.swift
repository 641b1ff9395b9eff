/// A MATLAB file of level 5, as MATLAB (up to `-v7`) and SciPy write it ("MAT-File Format",
/// MathWorks): the annotations of some data sets are such files.
public struct MatlabFile: Sendable {
  /// The variables by name.
  public let variables: [String: MatlabValue]

  /// Larger files hold pictures rather than annotations.
  static let largest = 256 << 20
  private static let headerSize = 128

  /// Reads a file.
  /// - Throws: `.file` when it cannot be read, `.format` when it is of another kind or broken.
  public init(_ path: String) throws {
    try self.init(MappedFile.read(path, limit: Self.largest), of: path)
  }

  /// Reads a file's bytes; `name` is for messages.
  /// - Throws: `.format` when they are of another kind or broken.
  public init(_ bytes: [UInt8], of name: String) throws {
    guard !bytes.starts(with: Array("MATLAB 7.3".utf8)) else {
      throw EngineError(
        .format, "\(name) is a MATLAB file of version 7.3, which is not read",
        hint: "save it again with -v7, or with SciPy's savemat")
    }
    // The header ends in the version, 1.0, and "MI" as the writing machine stored it.
    guard bytes.count >= Self.headerSize,
      bytes[Self.headerSize - 4..<Self.headerSize] == [0, 1, UInt8(ascii: "I"), UInt8(ascii: "M")]
    else {
      throw EngineError(.format, "\(name) is no MATLAB file of level 5 from a common machine")
    }
    do {
      variables = try MatlabReader(bytes).variables(from: Self.headerSize)
    } catch let error as EngineError where error.kind == .format {
      throw EngineError(.format, "\(name) is broken: \(error.message)")
    }
  }
}
