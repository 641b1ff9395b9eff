import Foundation

/// What is not stored as its parts are: reading checks it as making it does.

extension Table: Codable {
  private enum CodingKeys: String, CodingKey { case columns, caption }

  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    let columns = try parts.decode([Column].self, forKey: .columns)
    try self.init(columns, caption: parts.decodeIfPresent(String.self, forKey: .caption))
  }

  public func encode(to encoder: any Encoder) throws {
    var parts = encoder.container(keyedBy: CodingKeys.self)
    try parts.encode(columns, forKey: .columns)
    try parts.encodeIfPresent(caption, forKey: .caption)
  }
}

extension Measurement: Codable {
  private enum CodingKeys: String, CodingKey { case values, seeds }

  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    let values = try parts.decode([Double].self, forKey: .values)
    let seeds = try parts.decodeIfPresent([Int].self, forKey: .seeds)
    guard let measurement = Measurement(of: values, seeds: seeds) else {
      throw DecodingError.dataCorruptedError(
        forKey: .values, in: parts, debugDescription: "no measurement has these values and seeds")
    }
    self = measurement
  }

  public func encode(to encoder: any Encoder) throws {
    var parts = encoder.container(keyedBy: CodingKeys.self)
    try parts.encode(values, forKey: .values)
    try parts.encodeIfPresent(seeds, forKey: .seeds)
  }
}

extension Raster: Codable {
  private enum CodingKeys: String, CodingKey { case width, height, rgb }

  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    let width = try parts.decode(Int.self, forKey: .width)
    let height = try parts.decode(Int.self, forKey: .height)
    let rgb = Array(try parts.decode(Data.self, forKey: .rgb))
    guard let raster = Raster(width: width, height: height, rgb: rgb) else {
      throw DecodingError.dataCorruptedError(
        forKey: .rgb, in: parts, debugDescription: "not as many bytes as the sizes ask for")
    }
    self = raster
  }

  public func encode(to encoder: any Encoder) throws {
    var parts = encoder.container(keyedBy: CodingKeys.self)
    try parts.encode(width, forKey: .width)
    try parts.encode(height, forKey: .height)
    try parts.encode(Data(rgb), forKey: .rgb)
  }
}

extension HeatMap: Codable {
  private enum CodingKeys: String, CodingKey {
    case rows, columns, values, title, rowLabel, columnLabel, format, note
  }

  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    let map = HeatMap(
      rows: try parts.decode([String].self, forKey: .rows),
      columns: try parts.decode([String].self, forKey: .columns),
      values: try parts.decode([Double].self, forKey: .values),
      title: try parts.decodeIfPresent(String.self, forKey: .title),
      rowLabel: try parts.decode(String.self, forKey: .rowLabel),
      columnLabel: try parts.decode(String.self, forKey: .columnLabel),
      format: try parts.decode(NumberFormat.self, forKey: .format),
      note: try parts.decodeIfPresent(String.self, forKey: .note))
    guard let map else {
      throw DecodingError.dataCorruptedError(
        forKey: .values, in: parts, debugDescription: "not a value for every place")
    }
    self = map
  }

  public func encode(to encoder: any Encoder) throws {
    var parts = encoder.container(keyedBy: CodingKeys.self)
    try parts.encode(rows, forKey: .rows)
    try parts.encode(columns, forKey: .columns)
    try parts.encode(values, forKey: .values)
    try parts.encodeIfPresent(title, forKey: .title)
    try parts.encode(rowLabel, forKey: .rowLabel)
    try parts.encode(columnLabel, forKey: .columnLabel)
    try parts.encode(format, forKey: .format)
    try parts.encodeIfPresent(note, forKey: .note)
  }
}
