import Foundation
import Testing

/// What no golden file can show: inputs too large to keep, signals, and the time to start.
@Suite struct RunnerTests {
  @Test(arguments: ["[", "(", "{", "-", "f(", "if true {", "\"\\("])
  func hugeNestingIsAnError(_ opening: String) throws {
    let script = String(repeating: opening, count: 20_000)
    let result = try Executable.run(["run", "-"], input: Data(script.utf8))
    #expect(result.code == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("error[E01"))
    // One error for the limit; the brackets left open are not worth one each.
    #expect(result.errors.split(separator: "\n").filter { $0.hasPrefix("error[") }.count <= 2)
    #expect(result.errors.utf8.count < 20_000)
  }

  @Test func longChainsAreAnErrorOrRun() throws {
    let sum = Array(repeating: "1", count: 100_000).joined(separator: " + ")
    let result = try Executable.run(["run", "-"], input: Data(sum.utf8))
    #expect(result.code == 1)
    #expect(result.errors.hasPrefix("error[E0110]"))
    let lines = "print(1)\n" + String(repeating: "1 + 1\n", count: 20_000)
    let long = try Executable.run(["run", "-"], input: Data(lines.utf8))
    #expect(long == Executable.Result(output: "1\n" + String(repeating: "2\n", count: 20_000), errors: "", code: 0))
  }

  @Test func endlessInputIsRefused() throws {
    let result = try Executable.run(["run", "/dev/zero"])
    #expect(result.code == 1)
    #expect(result.errors.contains("too large for a script"))
  }

  @Test func anInterruptEndsWithItsPlaceAndCode() throws {
    let result = try Executable.run(["-e", "while true {}"]) { process in
      usleep(500_000)
      process.interrupt()
    }
    #expect(result.code == 130)
    #expect(result.errors.hasPrefix("error[E0702]: interrupted\n --> -e:1:1\n"))
  }

  @Test(arguments: [
    (">/dev/full", "error[E0802]: the output cannot be written: no space left on device\n"),
    ("| true", ""),
  ])
  func outputThatCannotBeWritten(_ target: String, _ errors: String) throws {
    let program = try #require(Executable.path)
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    // What a pipe's reader leaves behind is only seen after a while.
    let run = "\"$0\" -e 'while true { print(1) }'"
    let isPipe = target.hasPrefix("|")
    let line = isPipe ? "(\(run); echo $? >&2) \(target)" : "\(run) \(target)"
    shell.arguments = ["-c", line, program]
    let pipe = Pipe()
    shell.standardError = pipe
    try shell.run()
    shell.waitUntilExit()
    let said = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    #expect(said == (isPipe ? "1\n" : errors))
    #expect(shell.terminationStatus == (isPipe ? 0 : 1))
  }

  @Test func theDoctorFindsSomething() throws {
    let result = try Executable.run(["doctor", "--threads", "1"])
    #expect(result.code == 0)
    for name in ["version", "processor", "threads", "memory", "OpenBLAS", "sgemm", "terminal"] {
      #expect(result.output.contains("\n\(name)") || result.output.hasPrefix(name), "\(name)")
    }
    #expect(result.output.contains("GFLOP/s on 1 thread\n"))
    #expect(result.errors.isEmpty)
  }

  @Test func theDoctorExaminesEncoders() throws {
    let found = try Executable.run(["doctor", "demo"])
    #expect(found.code == 0)
    for text in ["activation    QuickGELU: demo.safetensors says", "6 blocks of width 128"] {
      #expect(found.output.contains(text), "\(found.output)")
    }
    let missing = try Executable.run(["doctor", "no-such-model.safetensors"])
    #expect(missing.code == 1)
    #expect(missing.errors.contains("error[E0802]: there is no file or directory no-such-model"))
  }
}
