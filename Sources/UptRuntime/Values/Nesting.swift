import Foundation

/// Limits on how deep values nest and how long their printed forms get.
enum Nesting {
  /// How many levels of containers a printed form shows.
  static let printedLevels = 64
  /// The bytes after which a printed form is cut: a list that holds another one twice, forty
  /// levels deep, would print more than any memory holds.
  static let printedBytes = 1 << 18
  /// How many entries of a container are printed; of more, some at both ends.
  static let printedEntries = 100
  /// How many entries are printed at each end of a container that has too many.
  static let printedAtEnds = 10
  /// How many characters of a string inside a container are printed.
  static let printedCharacters = 200
  /// How long a line may get before a container of containers takes one for each entry.
  static let printedColumns = 100

  /// Lets go of a container's contents without recursion, so that the end of a list nested a
  /// million deep does not overflow the stack.
  ///
  /// The outermost container that ends on a thread works off a list; what ends because of that
  /// only adds its own contents to it.
  static func release(_ values: inout [Value]) {
    guard values.contains(where: \.ownsOthers) else { return }
    if let running = pthread_getspecific(pending) {
      running.assumingMemoryBound(to: [Value].self).pointee.append(contentsOf: values)
      values = []
      return
    }
    var work: [Value] = []
    swap(&work, &values)
    withUnsafeMutablePointer(to: &work) { work in
      pthread_setspecific(pending, work)
      while let last = work.pointee.popLast() { _ = last }
      pthread_setspecific(pending, nil)
    }
  }

  /// Where each thread keeps the place of its list while it works it off.
  private static let pending: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()
}

extension Value {
  /// Whether other values may end with it.
  var ownsOthers: Bool {
    switch self {
    case .list, .record, .dictionary, .function: true
    case .object(let object): object is Box
    default: false
    }
  }
}
