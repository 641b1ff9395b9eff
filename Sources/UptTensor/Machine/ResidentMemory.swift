import Foundation

/// How much memory this process holds.
public enum ResidentMemory {
  /// Bytes of memory that are this process's own: what it has taken and touched, without files
  /// that are only mapped. 0 where the system does not say.
  ///
  /// From `/proc/self/statm` on Linux, whose second and third numbers are the pages that are
  /// resident and those among them that a file backs; `task_info` elsewhere.
  public static var bytes: Int {
    #if os(Linux)
      let pages = numbers(of: "/proc/self/statm")
      guard pages.count > 2 else { return 0 }
      return max(0, pages[1] - pages[2]) * pageSize
    #else
      var info = task_vm_info_data_t()
      var count = mach_msg_type_number_t(
        MemoryLayout<task_vm_info_data_t>.size / MemoryLayout<natural_t>.size)
      let status = withUnsafeMutablePointer(to: &info) {
        $0.withMemoryRebound(to: integer_t.self, capacity: Int(count)) {
          task_info(mach_task_self_, task_flavor_t(TASK_VM_INFO), $0, &count)
        }
      }
      return status == KERN_SUCCESS ? Int(clamping: info.phys_footprint) : 0
    #endif
  }

  /// Gives memory back to the system that was freed but kept for later, where the allocator can.
  public static func trim() {
    #if os(Linux)
      typealias Trim = @convention(c) (Int) -> CInt
      guard let symbol = dlsym(nil, "malloc_trim") else { return }
      _ = unsafeBitCast(symbol, to: Trim.self)(0)
    #endif
  }

  #if os(Linux)
    private static let pageSize = max(1, sysconf(Int32(_SC_PAGESIZE)))

    // Asked every few milliseconds: no more than three system calls.
    private static func numbers(of path: String) -> [Int] {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return [] }
      defer { close(descriptor) }
      var buffer = [UInt8](repeating: 0, count: 256)
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      return buffer.prefix(max(0, count)).split(separator: UInt8(ascii: " "))
        .compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    }
  #endif
}
