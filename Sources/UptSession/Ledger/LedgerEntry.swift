import Foundation
import UptRuntime
import UptTensor

/// A cell, or an input of a conversation, that ran: what it was, what it rests on, what came of it.
public struct LedgerEntry: Sendable {
  /// Where it stands in the ledger, counted from 0.
  public internal(set) var number = 0
  /// What people call it: a cell's title, `input 3`.
  public let label: String
  /// Its code.
  public let source: String
  /// What it takes from the names around it and does to them, its functions' effects included.
  public internal(set) var effects: Effects
  /// The seed of whatever it gives none.
  public let seed: Int
  /// Values that replaced those of its `let`s.
  public internal(set) var parameters: [Parameter] = []
  /// For each name that it reads, the entry that gave the name its value; names from elsewhere,
  /// such as `args`, are left out.
  public internal(set) var inputs: [String: Int] = [:]
  /// Files, encoders and data that it used.
  public internal(set) var uses: [Source] = []
  /// The hash of its code and of all that it was given: what would have to change for it to give
  /// something else, but for files.
  public internal(set) var key = ""
  /// The hash of `key` and of the files it used: what its values rest on.
  public internal(set) var result = ""
  /// How long it ran.
  public internal(set) var seconds = 0.0
  /// When it ended.
  public internal(set) var ended = Date()
  /// Whether its values count as the same until its own words change.
  public internal(set) var isOnce = false
  /// What ended it too early.
  public internal(set) var failure: ScriptFailure?

  /// A value from the command line.
  public struct Parameter: Sendable, Hashable {
    public let name: String
    public let text: String

    init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  /// Something outside of the script that it used.
  public struct Source: Sendable {
    /// What it is.
    public let kind: Use.Kind
    /// Its path or name.
    public let name: String
    /// What tells its contents from others; cheap to find.
    public let stamp: String
    /// Gives a hash of its contents, where the kind has one.
    public let fingerprint: (@Sendable () -> String)?

    init(_ use: Use) {
      kind = use.kind
      name = use.name
      stamp = FileStamp.of(use.kind, use.name)
      fingerprint = use.fingerprint
    }

    init(_ kept: CellRecord.KeptUse) {
      kind = kept.kind
      name = kept.name
      stamp = kept.stamp
      fingerprint = kept.fingerprint.map { text in { @Sendable () -> String in text } }
    }
  }

  init(label: String, source: String, effects: Effects, seed: Int) {
    self.label = label
    self.source = source
    self.effects = effects
    self.seed = seed
  }
}
