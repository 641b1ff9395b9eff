import UptData

extension Split {
  /// A hash of classes, labels and pictures (FNV-1a). A picture in a file counts by its file's name
  /// alone, so that a data set may move between two parts of a training.
  var fingerprint: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func absorb(_ text: String) {
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = (hash ^ 0xff) &* 0x100_0000_01b3
    }
    for name in classes { absorb(name) }
    for item in items {
      absorb("\(item.label)")
      let file = item.source as? ImageFile
      absorb(file.map { String($0.path.split(separator: "/").last ?? "") } ?? item.source.identity)
    }
    return hash
  }
}
