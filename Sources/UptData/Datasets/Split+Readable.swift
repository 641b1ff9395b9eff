import Foundation
import UptTensor

/// What becomes of pictures that are missing or broken.
///
/// A format that nothing here can decode because a library is missing is an error in any case.
public enum Unreadable: String, Sendable, CaseIterable {
  /// The first one that is met is an error that names it.
  case error
  /// They are left out before the others are used; see ``Split/readable(shouldStop:)``.
  case skip
}

/// A picture that cannot be read, and why.
public struct UnreadablePicture: Equatable, Sendable {
  /// Its position in the split.
  public let position: Int
  /// What was thrown when it was loaded; it begins with the picture's name.
  public let reason: String
}

extension Split {
  /// The split without the pictures that cannot be read, and those that were left out.
  ///
  /// All pictures are decoded for it, once in a process as long as their files do not change. That
  /// costs one pass more over the pictures, a small part of encoding them, and buys that everything
  /// behind it (labels, batches, shares, a training's fingerprint) is that of an ordinary split.
  /// - Parameter shouldStop: asked now and then.
  /// - Throws: `.file` when not one can be read, `.interrupted` when `shouldStop` says so, and
  ///   what loading throws for other reasons, such as `.missingLibrary`.
  public func readable(
    shouldStop: () -> Bool = { false }
  ) throws -> (split: Split, left: [UnreadablePicture]) {
    var left: [UnreadablePicture] = []
    // Portions of the same size everywhere: the pause between them is when it can be stopped.
    for start in stride(from: 0, to: count, by: 64) {
      guard !shouldStop() else {
        throw EngineError(.interrupted, "stopped while looking at the pictures of \(name)")
      }
      let end = min(start + 64, count)
      let reasons = try Parallel.map(end - start) { try reason(start + $0) }
      for (offset, reason) in reasons.enumerated() {
        guard let reason else { continue }
        left.append(UnreadablePicture(position: start + offset, reason: reason))
      }
    }
    guard let first = left.first else { return (self, []) }
    guard left.count < count else {
      throw EngineError(
        .file, "none of the \(count) pictures of \(name) can be read; the first: "
          + first.reason)
    }
    let lost = Set(left.map(\.position))
    let kept = items.indices.filter { !lost.contains($0) }
    return (try selecting(kept), left)
  }

  /// Why a picture cannot be read; nil if it can.
  private func reason(_ position: Int) throws -> String? {
    let identity = items[position].source.identity
    if let known = KnownPictures.shared.reason(identity) { return known.isEmpty ? nil : known }
    do {
      _ = try items[position].source.load()
      KnownPictures.shared.remember(identity, reason: "")
      return nil
    } catch let error as EngineError
      where error.kind == .file || error.kind == .format
    {
      KnownPictures.shared.remember(identity, reason: error.message)
      return error.message
    }
  }
}

/// What was found out about pictures, by their identities.
private final class KnownPictures: @unchecked Sendable {
  static let shared = KnownPictures()

  private let lock = NSLock()
  /// Hashes alone: millions of paths would be a burden.
  private var good: Set<Int> = []
  private var bad: [String: String] = [:]

  /// Why a picture cannot be read, "" if it can; nil if nothing is known of it.
  func reason(_ identity: String) -> String? {
    lock.withLock { good.contains(identity.hashValue) ? "" : bad[identity] }
  }

  func remember(_ identity: String, reason: String) {
    lock.withLock {
      if reason.isEmpty { good.insert(identity.hashValue) } else { bad[identity] = reason }
    }
  }
}
