import UptNotebook
import UptRuntime

/// A heat map as a value of the language.
final class HeatMapObject: HostObject, Exhibited {
  let map: HeatMap

  init(_ map: HeatMap) { self.map = map }

  override var valueType: ValueType { Self.valueType }
  static let valueType = ValueType(
    "heatmap", "Numbers in rows and columns, told by colour.", phrase: "a heat map")
  override var summary: String { "<heat map of \(map.rows.count) × \(map.columns.count)>" }
  override var describe: String { map.text(.plain) }
  var exhibit: Exhibit { .heatMap(map) }
}
