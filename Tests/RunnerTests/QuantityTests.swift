import Testing

@testable import upt_script

/// Sizes and times as options take them.
@Suite struct QuantityTests {
  @Test(arguments: [
    ("512MB", 512e6), ("2GB", 2e9), ("1.5GiB", 1.5 * 1_073_741_824), ("64kB", 64e3),
  ])
  func memory(_ text: String, _ bytes: Double) {
    #expect(Quantity(text, in: Quantity.memory)?.value == bytes)
  }

  @Test(arguments: [("90s", 90.0), ("10m", 600), ("0.25h", 900), ("200ms", 0.2), (".5s", 0.5)])
  func time(_ text: String, _ seconds: Double) {
    #expect(Quantity(text, in: Quantity.time)?.value == seconds)
  }

  @Test(arguments: ["", "s", "5", "-5s", "0s", "5 s", "1e3s", "5x", "1.2.3s", "５s", "nans", "s5"])
  func refused(_ text: String) { #expect(Quantity(text, in: Quantity.time) == nil) }
}
