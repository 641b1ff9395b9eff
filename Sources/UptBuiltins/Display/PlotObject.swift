import UptNotebook
import UptRuntime

/// A plot as a value of the language.
final class PlotObject: HostObject, Exhibited {
  let plot: Plot

  init(_ plot: Plot) { self.plot = plot }

  override var valueType: ValueType { Self.valueType }
  static let valueType = ValueType("plot", "Points or bars with their axes.")
  override var summary: String { "<plot of \(plot.yLabel) by \(plot.xLabel)>" }
  override var describe: String { plot.text(.plain) }
  override func count(_ bytes: inout ByteCount) {
    for series in plot.series { bytes.add(elementsOf: series.points) }
  }
  var exhibit: Exhibit { .plot(plot) }
}
