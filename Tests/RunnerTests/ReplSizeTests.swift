import Foundation
import Testing

@testable import upt_script

/// Long conversations stay quick.
@Suite struct ReplSizeTests {
  @Test func `commands answer quickly after many inputs`() {
    let count = 1000
    let file = FileManager.default.temporaryDirectory.path + "/long-\(UUID().uuidString).upt"
    defer { try? FileManager.default.removeItem(atPath: file) }
    let session = Conversation([":set keep 10kB"]).session
    func seconds(_ body: () -> Void) -> Double {
      let start = Date()
      body()
      return Date().timeIntervalSince(start)
    }
    let inputs = seconds {
      for number in 1...count {
        session.evaluate("let x\(number) = \(number)\n[x\(number), 1]", number: number)
      }
    }
    #expect(inputs < 30)
    for (command, argument) in [("vars", ""), ("why", "_"), ("save", file), ("reset", "")] {
      #expect(seconds { session.run(command: command, argument: argument) } < 3, ":\(command)")
    }
  }
}
