import Foundation
import UptCLIP
import UptData
import UptTensor
import UptTerminal
import UptTuning

/// `classify`: tuned prompts used on pictures.
enum PictureClassification {
  /// What the options of the command line say about it.
  struct Options {
    /// The file of tuned prompts.
    var prompts: String?
    /// Where the encoder lies; nil takes the one that the prompts name.
    var encoder: String?
    /// How many classes of each picture are told.
    var top = 5
    /// How they are told.
    var form = PredictionWriter.Form.text
  }

  /// Pictures that are read at a time: memory does not grow with their number.
  private static let portion = 64

  /// Tells the most probable classes of every picture. One that cannot be read is told and left
  /// out, and makes the program fail in the end.
  static func classify(_ paths: [String], _ options: Options) -> ExitCode {
    do {
      let file = options.prompts ?? ""
      let (name, activation) = try Tuned.encoder(in: file)
      let model = try CLIPModel.named(
        options.encoder ?? place(of: name, for: file), activation: activation)
      for note in model.notes { Standard.writeError("\(note)\n") }
      let classifier = try Tuned.load(file, model: model).classifier
      let pictures = try PictureFiles.expand(paths)
      var writer = PredictionWriter(options.form)
      var failed = 0
      for start in stride(from: 0, to: pictures.count, by: portion) {
        let names = Array(pictures[start..<min(start + portion, pictures.count)])
        let loaded = try Parallel.map(names.count) { index in
          Result { try ImageDecoder.load(names[index]) }
        }
        var images: [(name: String, image: Image)] = []
        for (name, result) in zip(names, loaded) {
          switch result {
          case .success(let image): images.append((name, image))
          case .failure(let error as EngineError) where error.kind == .missingLibrary:
            throw error
          case .failure(let error):
            failed += 1
            tell(error)
          }
        }
        let predictions = try classifier.predict(images.map(\.image))
        for (picture, prediction) in zip(images, predictions) {
          writer.write(picture.name, Array(prediction.prefix(options.top)))
        }
      }
      writer.finish()
      guard failed > 0 else { return .success }
      Standard.writeError("\(failed) of \(pictures.count) pictures could not be read\n")
      return .failure
    } catch {
      tell(error)
      return .failure
    }
  }

  /// Where the encoder that prompts were tuned for lies, if it is where it was.
  private static func place(of name: String, for file: String) throws -> String {
    guard name == CLIPModel.demoName || FileManager.default.fileExists(atPath: name) else {
      throw EngineError(
        .file, "\(file) was tuned for the encoder \(name), which is not there",
        hint: "say where it lies: --encoder PATH")
    }
    return name
  }

  private static func tell(_ error: any Error) {
    guard let error = error as? EngineError else {
      return Standard.writeError("\(Version.program): \(error)\n")
    }
    Standard.writeError("\(Version.program): \(error.message)\n")
    if let hint = error.hint { Standard.writeError("  \(hint)\n") }
  }
}
