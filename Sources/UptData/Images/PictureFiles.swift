/// The picture files that paths stand for.
public enum PictureFiles {
  /// Files as they are, whatever their names end in; of folders, the pictures in them and in the
  /// folders inside, in alphabetical order.
  /// - Throws: `.file` for a folder that may not be read or holds no pictures.
  public static func expand(_ paths: [String]) throws -> [String] {
    try paths.flatMap { path in
      guard FolderTree.isFolder(path) else { return [path] }
      let found = try FolderTree.pictures(in: path)
      guard !found.isEmpty else { throw FolderTree.noPictures(in: path) }
      return found
    }
  }
}
