import Foundation
import UptBuiltins
import UptCLIP
import UptData
import UptSession
import UptTensor
import UptTerminal

/// Shows what the program finds on this computer.
enum Doctor {
  /// Writes all findings as they come: measuring takes a moment.
  static func examine() {
    write("version", Version.text)
    write("system", Processor.system)
    write("processor", Processor.name)
    write("threads", threads)
    write("memory", memory)
    write("OpenBLAS", BLAS.kernels.used)
    write("", BLAS.kernels.note)
    write("sgemm", "\(MatrixSpeed.measure(threads: 1)) on 1 thread")
    let all = Parallel.threads
    if all > 1 { write("", "\(MatrixSpeed.measure(threads: all)) on \(all) threads") }
    for library in ImageDecoder.available() {
      write(library.name, library.path ?? "not found: no \(library.purpose)")
      if library.path == nil { write("", "to install it: \(library.install)") }
    }
    write("demo encoder", encoder)
    write("terminal", terminal)
  }

  /// Writes what a checkpoint holds and how it is read.
  static func examine(encoder path: String, _ settings: Settings) -> ExitCode {
    do {
      let file = try CLIPModel.location(of: path)
      for finding in try CheckpointReport(path: file).findings { write(finding.name, finding.text) }
      return .success
    } catch {
      var failure = EngineErrors.translate(error)
      if failure?.hint == nil { failure?.hint = NearbyFile.hint(for: path) }
      Screen(settings.format).report(failure ?? error)
      return .failure
    }
  }

  private static func write(_ name: String, _ finding: String) {
    let gap = String(repeating: " ", count: max(0, 14 - name.count))
    Standard.write(name + gap + finding + "\n")
  }

  private static var threads: String {
    let all = ProcessInfo.processInfo.processorCount
    let usable = UptTensor.Machine.processors
    let processors = usable == all ? "\(all) processors" : "\(usable) of \(all) processors usable"
    let cores = Processor.cores.map { ", \($0) cores" } ?? ""
    return "\(Parallel.threads) (\(processors)\(cores))"
  }

  private static var memory: String {
    let all = Bytes.text(Double(UptTensor.Machine.physicalMemory))
    return "\(all), \(Bytes.text(Double(ResidentMemory.bytes))) taken by this program"
  }

  private static var encoder: String {
    guard let file = try? Resources.locate("demo.safetensors") else { return "not found" }
    let values = try? file.resourceValues(forKeys: [.fileSizeKey])
    let size = values?.fileSize.map { " (\(Bytes.text(Double($0))))" } ?? ""
    return file.path + size
  }

  private static var terminal: String {
    let look = TerminalLook.current()
    let colors = look.colors == 0 ? "no" : look.colors > 256 ? "16 million" : "\(look.colors)"
    let facts = [
      look.isUnicode ? "UTF-8" : "ASCII only", "\(colors) colours", "\(look.columns) columns",
    ]
    return (Standard.isInteractive ? "" : "none: ") + facts.joined(separator: ", ")
  }
}
