/// Colours from low to high, straight between a few stops.
package struct ColorRamp: Sendable, Hashable {
  private let stops: [RGB]

  /// Dark blue to bright yellow by way of green, after the viridis map: its brightness rises
  /// evenly, so that it survives printing in gray and every kind of colour blindness.
  package static let sequential = ColorRamp(stops: [
    RGB(68, 1, 84), RGB(59, 82, 139), RGB(33, 145, 140), RGB(94, 201, 98), RGB(253, 231, 37),
  ])

  /// Blue by way of near white to red: both ends are dark, and the middle means 0.
  package static let diverging = ColorRamp(stops: [
    RGB(33, 102, 172), RGB(146, 197, 222), RGB(247, 247, 247), RGB(244, 165, 130),
    RGB(178, 24, 43),
  ])

  /// The colour at a share of the way, 0…1.
  package func color(at share: Double) -> RGB {
    let place = min(max(share, 0), 1) * Double(stops.count - 1)
    let below = min(Int(place), stops.count - 2)
    let (a, b) = (stops[below], stops[below + 1])
    func mixed(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8((Double(a) + (Double(b) - Double(a)) * (place - Double(below))).rounded())
    }
    return RGB(mixed(a.red, b.red), mixed(a.green, b.green), mixed(a.blue, b.blue))
  }
}
