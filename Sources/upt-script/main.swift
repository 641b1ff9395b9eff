import Foundation
import UptCLIP
import UptData
import UptTensor
import UptTuning

let args = CommandLine.arguments
let m = World.pixelMean, s = World.pixelStd
var c = CLIPConfiguration(
  imageSize: 48, patchSize: 8, visionWidth: 128, visionLayers: 6, visionHeads: 4, textWidth: 128,
  textLayers: 3, textHeads: 4, contextLength: 32, vocabularySize: 514 + 2048, embeddingWidth: 128)
c.imageMean = [m.x, m.y, m.z]
c.imageStd = [s.x, s.y, s.z]
var o = Pretrainer.Options()
o.steps = Int(args[1])!
let p = try Pretrainer(c, options: o)
let state = args[2]
if FileManager.default.fileExists(atPath: state) { try p.resume(from: state) }
let log = FileHandle(forWritingAtPath: "/dev/stdout")!
var t = Date()
while p.step < min(o.steps, args.count > 3 ? Int(args[3])! : .max) {
  let r = try p.advance()
  if p.step % 20 == 0 {
    log.write("\(p.step) \(r.loss) \(r.accuracy) \(exp(p.logScale)) \(Date().timeIntervalSince(t) / 20)\n".data(using: .utf8)!)
    t = Date()
  }
  if p.step % 250 == 0 || p.step == o.steps { try p.saveState(to: state); try p.weights().save(to: state + ".f16.safetensors", as: .f16) }
}
