import Foundation

/// Hands the bytes of a fuzzer's input to a target as text, and ends the process when it complains.
public func fuzz(
  _ start: UnsafePointer<UInt8>?, _ count: Int, _ complaint: (String) -> String?
) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  if let complaint = complaint(text) {
    FileHandle.standardError.write(Data("complaint: \(complaint)\n".utf8))
    abort()
  }
  return 0
}
