import Foundation
import UptCLIP
import UptData
import UptNotebook
import UptRuntime
import UptTensor
import UptTuning

/// Makes values of the form in which they were kept; nil for what belongs to something that is gone
/// or was damaged.
struct ValueRestorer {
  private let surroundings: Surroundings
  private let tensors: [Tensor]

  init(_ surroundings: Surroundings, tensors: [Tensor]) {
    self.surroundings = surroundings
    self.tensors = tensors
  }

  func value(_ kept: KeptValue) -> Value? {
    switch kept {
    case .nothing: return .nothing
    case .bool(let flag): return .bool(flag)
    case .int(let number): return .int(number)
    case .real(let number): return .real(number)
    case .text(let text): return .text(text)
    case .integers(let numbers): return .list(numbers.map(Value.int))
    case .reals(let numbers): return .list(numbers.map(Value.real))
    case .texts(let texts): return .list(texts.map { .text($0) })
    case .list(let elements): return values(elements).map { .list($0) }
    case .record(let labels, let elements):
      guard let values = values(elements), values.count == labels.count else { return nil }
      return .record(RecordValue(labels: labels, values: values))
    case .dictionary(let keys, let elements): return dictionary(keys, elements)
    case .range(let lower, let bound, let isClosed):
      return .range(RangeValue(lower: lower, bound: bound, isClosed: isClosed))
    case .tensor(let position, let isMask, let exact):
      return tensor(position, exact).map { .object(TensorObject(Variable($0), isMask: isMask)) }
    case .exhibit(let exhibit): return value(exhibit)
    case .image(let raster, let name):
      let image = try? Image(width: raster.width, height: raster.height, pixels: raster.rgb)
      return image.map { .object(ImageObject($0, name: name)) }
    case .tuned(let data, let path, let fingerprint):
      return tuned(data, path, fingerprint)
        .map { .object(TunedObject($0, split: nil, surroundings)) }
    }
  }

  private func values(_ kept: [KeptValue]) -> [Value]? {
    let values = kept.compactMap { value($0) }
    return values.count == kept.count ? values : nil
  }

  private func dictionary(_ keys: [KeptValue], _ elements: [KeptValue]) -> Value? {
    guard let keys = values(keys)?.compactMap(DictionaryValue.Key.init),
      let values = values(elements), keys.count == values.count
    else { return nil }
    let dictionary = DictionaryValue()
    for (key, value) in zip(keys, values) { dictionary[key] = value }
    return .dictionary(dictionary)
  }

  private func tensor(_ position: Int, _ exact: Data?) -> Tensor? {
    guard tensors.indices.contains(position) else { return nil }
    let tensor = tensors[position]
    guard let exact else { return tensor }
    var doubles = [Double](repeating: 0, count: tensor.count)
    let size = doubles.withUnsafeMutableBytes { exact.copyBytes(to: $0) }
    guard size == exact.count, size == tensor.count * MemoryLayout<Double>.stride else {
      return nil
    }
    return tensor.carrying(doubles)
  }

  private func value(_ exhibit: Exhibit) -> Value? {
    switch exhibit {
    case .table(let table): .object(TableObject(table, surroundings))
    case .measurement(let measurement, let format):
      .object(MeasurementObject(measurement, format, in: surroundings))
    case .plot(let plot): .object(PlotObject(plot))
    default: nil
    }
  }

  private func tuned(_ data: Data, _ path: String, _ fingerprint: String) -> Tuned? {
    guard let encoder = try? EncoderLibrary.encoder(path, surroundings),
      encoder.fingerprint() == fingerprint
    else { return nil }
    return try? TemporaryFile.using { path in
      try AtomicFile.write(path, Array(data))
      return try Tuned.load(path, model: encoder.model)
    }
  }
}
