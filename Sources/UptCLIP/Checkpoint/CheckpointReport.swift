import Foundation
import UptTensor

/// What a checkpoint holds and how it is read, in words: what `doctor` shows of one.
public struct CheckpointReport {
  /// A name and what was found; a finding without a name goes on with the one before.
  public typealias Finding = (name: String, text: String)

  public private(set) var findings: [Finding] = []

  /// Reads the heads of the files and checks the name, shape and type of every tensor; of the
  /// numbers, only the logit scale is read.
  /// - Throws: what ``CLIPWeights/init(path:activation:)`` throws, for damaged numbers excepted.
  public init(path: String) throws {
    let checkpoint = try Checkpoint(path)
    let reader = try CheckpointReader(checkpoint)
    let c = checkpoint.configuration
    addFiles(checkpoint.source)
    add("names", checkpoint.naming.rawValue)
    add("sizes from", checkpoint.remarks.configuration)
    addTowers(c)
    let other: Activation = c.activation == .gelu ? .quickGELU : .gelu
    add("activation", "\(c.activation.title): \(checkpoint.remarks.activation)")
    add("", "`encoder(path, activation: \"\(other.rawValue)\")` would take \(other.title)")
    addNumbers(c, reader)
    let scale = exp(try reader.tensor(c.logitScaleParameter).data.first ?? 0)
    add("logit scale", "\(scale)")
    add("pixels", "centred by \(Self.list(c.imageMean)), divided by \(Self.list(c.imageStd))")
    let ignored = reader.ignored
    add("ignored", Self.shortened(ignored))
    for (number, note) in checkpoint.remarks.notes.enumerated() {
      add(number == 0 ? "assumed" : "", note)
    }
  }

  private mutating func add(_ name: String, _ text: String) {
    if !text.isEmpty { findings.append((name, text)) }
  }

  private mutating func addFiles(_ source: any CheckpointSource) {
    add("format", source.kind)
    for (number, file) in source.files.enumerated() {
      let attributes = try? FileManager.default.attributesOfItem(atPath: file)
      let size = (attributes?[.size] as? NSNumber).map { " (\(Bytes.text($0.doubleValue)))" } ?? ""
      add(number == 0 ? (source.files.count > 1 ? "files" : "file") : "", file + size)
    }
  }

  private mutating func addTowers(_ c: CLIPConfiguration) {
    let stages = c.residualStages.map(String.init).joined(separator: ", ")
    add(
      "image tower",
      c.isResNet
        ? "ResNet of \(stages) blocks, width \(c.visionWidth), "
          + Self.counted(c.visionHeads, "head") + " at its end"
        : Self.tower(c.visionLayers, c.visionWidth, c.visionHeads, c.visionMLPWidth))
    add(
      "", c.isResNet
        ? "pictures of \(c.imageSize) px; for text prompts and zero-shot only"
        : "pictures of \(c.imageSize) px in \(c.patchCount) patches of \(c.patchSize) px")
    add("text tower", Self.tower(c.textLayers, c.textWidth, c.textHeads, c.textMLPWidth))
    let known = Merges.baseSymbols + 2...Merges.baseSymbols + 2 + Merges.clipCount
    let tokenizer = known.contains(c.vocabularySize) ? "" : ", for which there is no tokenizer"
    add("", "\(c.contextLength) tokens of a vocabulary of \(c.vocabularySize)\(tokenizer)")
    add("embedding", "\(c.embeddingWidth)")
  }

  private static func tower(_ layers: Int, _ width: Int, _ heads: Int, _ mlp: Int) -> String {
    "\(counted(layers, "block")) of width \(width), \(counted(heads, "head")) of width "
      + "\(width / max(heads, 1)), feed-forward \(mlp)"
  }

  private static func counted(_ count: Int, _ thing: String) -> String {
    "\(count) \(thing)\(count == 1 ? "" : "s")"
  }

  private mutating func addNumbers(_ c: CLIPConfiguration, _ reader: CheckpointReader) {
    let count = c.parameters.reduce(0.0) { $0 + Double($1.count) }
    let types = reader.elementTypes.map {
      "\($0.type.rawValue) in \(Self.counted($0.tensors, "tensor"))"
    }
    add(
      "weights", String(format: "%.1f million numbers, ", count / 1e6)
        + types.joined(separator: ", "))
    add("", "\(Bytes.text(4 * count)) in memory, as F32")
  }

  private static func list(_ values: [Float]) -> String {
    values.map { String(format: "%.3f", $0) }.joined(separator: ", ")
  }

  /// The first names, and how many more there are.
  private static func shortened(_ names: [String]) -> String {
    let rest = names.count - 4
    return names.prefix(4).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}
