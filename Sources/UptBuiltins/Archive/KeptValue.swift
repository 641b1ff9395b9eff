import Foundation
import UptNotebook

/// A value as it is written into a file.
///
/// Lists of one kind of scalar have forms of their own, which are a tenth as long.
indirect enum KeptValue: Codable, Sendable {
  case nothing
  case bool(Bool)
  case int(Int)
  case real(Double)
  case text(String)
  case integers([Int])
  case reals([Double])
  case texts([String])
  case list([KeptValue])
  case record(labels: [String], values: [KeptValue])
  case dictionary(keys: [KeptValue], values: [KeptValue])
  case range(lower: Int, bound: Int, isClosed: Bool)
  /// The tensor at a position of those that stand beside the values; `exact` are the bytes of its
  /// elements in double precision, where it carries them.
  case tensor(Int, isMask: Bool, exact: Data?)
  /// A table, a measurement or a plot.
  case exhibit(Exhibit)
  case image(Raster, name: String)
  /// The bytes of a file of tuned prompts, and the path and weights of their encoder.
  case tuned(Data, encoder: String, fingerprint: String)
}
