import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// libturbojpeg's old interface (version 1.4 and every later one has it), found at run time so that
/// the program builds and runs without the library.
///
/// The functions may be called from any thread, each with a handle of its own.
struct TurboJPEG: @unchecked Sendable {
  typealias Open = @convention(c) () -> UnsafeMutableRawPointer?
  typealias Close = @convention(c) (UnsafeMutableRawPointer?) -> Int32
  typealias ReadHeader = @convention(c) (
    UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, CUnsignedLong,
    UnsafeMutablePointer<Int32>?, UnsafeMutablePointer<Int32>?,
    UnsafeMutablePointer<Int32>?, UnsafeMutablePointer<Int32>?
  ) -> Int32
  typealias Decompress = @convention(c) (
    UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, CUnsignedLong,
    UnsafeMutablePointer<UInt8>?, Int32, Int32, Int32, Int32, Int32
  ) -> Int32
  typealias LastError = @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutablePointer<CChar>?
  typealias LastErrorCode = @convention(c) (UnsafeMutableRawPointer?) -> Int32

  static let name = "libturbojpeg"
  static let install = "apt install libturbojpeg0, or brew install jpeg-turbo"

  /// Pixel formats and colour spaces, by the library's numbers.
  static let rgb: Int32 = 0
  static let cmyk: Int32 = 11
  static let cmykSpaces: Set<Int32> = [3, 4]

  let path: String
  let open: Open
  let close: Close
  let readHeader: ReadHeader
  let decompress: Decompress
  let lastError: LastError
  let lastErrorCode: LastErrorCode
  private let idle = IdleHandles()

  /// The library, looked for once; nil when it is not installed.
  static let shared: TurboJPEG? = {
    #if os(macOS)
      let names = [
        "libturbojpeg.0.dylib", "/opt/homebrew/opt/jpeg-turbo/lib/libturbojpeg.dylib",
        "/usr/local/opt/jpeg-turbo/lib/libturbojpeg.dylib",
      ]
    #else
      let names = ["libturbojpeg.so.0", "libturbojpeg.so"]
    #endif
    for name in names {
      if let handle = dlopen(name, RTLD_NOW), let library = TurboJPEG(handle, name: name) {
        return library
      }
    }
    return nil
  }()

  private init?(_ handle: UnsafeMutableRawPointer, name: String) {
    guard let open = dlsym(handle, "tjInitDecompress"), let close = dlsym(handle, "tjDestroy"),
      let readHeader = dlsym(handle, "tjDecompressHeader3"),
      let decompress = dlsym(handle, "tjDecompress2"),
      let lastError = dlsym(handle, "tjGetErrorStr2"),
      let lastErrorCode = dlsym(handle, "tjGetErrorCode")
    else { return nil }
    self.open = unsafeBitCast(open, to: Open.self)
    self.close = unsafeBitCast(close, to: Close.self)
    self.readHeader = unsafeBitCast(readHeader, to: ReadHeader.self)
    self.decompress = unsafeBitCast(decompress, to: Decompress.self)
    self.lastError = unsafeBitCast(lastError, to: LastError.self)
    self.lastErrorCode = unsafeBitCast(lastErrorCode, to: LastErrorCode.self)
    path = TurboJPEG.file(of: open) ?? name
  }

  /// A handle that no other thread uses; nil without memory for one.
  func takeHandle() -> UnsafeMutableRawPointer? { idle.take() ?? open() }

  /// Gives a handle back: for the next picture of any thread, unless something went wrong with it,
  /// which may have left it in the middle of its picture.
  func give(back handle: UnsafeMutableRawPointer, isSound: Bool) {
    if isSound { idle.keep(handle) } else { _ = close(handle) }
  }

  /// Handles between two pictures: making one costs as much as decoding a small picture.
  private final class IdleHandles: @unchecked Sendable {
    private let lock = NSLock()
    private var handles: [UnsafeMutableRawPointer] = []

    func take() -> UnsafeMutableRawPointer? { lock.withLock { handles.popLast() } }
    func keep(_ handle: UnsafeMutableRawPointer) { lock.withLock { handles.append(handle) } }
  }

  /// The file that a function was loaded from, symbolic links followed. `dladdr` is looked up as
  /// well, because glibc's headers hide it; its result is four pointers, the file name first.
  private static func file(of function: UnsafeMutableRawPointer) -> String? {
    typealias Address = @convention(c) (
      UnsafeRawPointer?, UnsafeMutablePointer<UnsafePointer<CChar>?>?
    ) -> Int32
    guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "dladdr") else { return nil }
    let address = unsafeBitCast(symbol, to: Address.self)
    var facts = [UnsafePointer<CChar>?](repeating: nil, count: 4)
    guard address(function, &facts) != 0, let file = facts[0] else { return nil }
    return URL(fileURLWithPath: String(cString: file)).resolvingSymlinksInPath().path
  }
}
