import UptNotebook
import UptTensor
import UptTerminal

/// An option that `:set` changes while a conversation goes on.
struct SessionOption: Sendable {
  /// What it is called.
  let name: String
  /// What it means, in a line.
  let help: String
  /// Its value as text.
  let value: @Sendable (ReplSession) -> String
  /// Gives it the value that a text says.
  let set: @Sendable (ReplSession, String) throws(UsageError) -> Void

  /// All options.
  static let all: [SessionOption] = [
    SessionOption(
      name: "seed", help: "the seed where a call gives none; random numbers begin anew",
      value: { "\($0.settings.seed)" },
      set: { session, text throws(UsageError) in
        try session.apply("--seed", text)
        session.session.session.surroundings.seed = session.settings.seed
        session.transcript.reseed()
      }),
    SessionOption(
      name: "threads", help: "threads to compute with", value: { _ in "\(Parallel.threads)" },
      set: { session, text throws(UsageError) in
        try session.apply("--threads", text)
        if let threads = session.settings.threads { Parallel.threads = threads }
      }),
    SessionOption(
      name: "timeout", help: "how long an input may take, such as 90s; none for no bound",
      value: { $0.settings.bounds.time?.text ?? none },
      set: { session, text throws(UsageError) in
        if text == none { session.settings.bounds.time = nil } else {
          try session.apply("--timeout", text)
        }
        session.takeBounds()
      }),
    SessionOption(
      name: "max-memory", help: "how much memory an input may take, such as 2GB; none for no bound",
      value: { $0.settings.bounds.memory?.text ?? none },
      set: { session, text throws(UsageError) in
        if text == none { session.settings.bounds.memory = nil } else {
          try session.apply("--max-memory", text)
        }
        session.takeBounds()
      }),
    SessionOption(
      name: "keep", help: "how much memory outputs may keep beside names, such as 100MB",
      value: { Bytes.text(Double($0.outputs.budget)) },
      set: { session, text throws(UsageError) in
        guard let size = Quantity(text, in: Quantity.memory) else {
          throw UsageError(message: "keep takes a size such as 100MB, not '\(text)'")
        }
        session.outputs.budget = Int(min(size.value, 1e18))
        session.trimOutputs()
      }),
    SessionOption(
      name: "width", help: "columns to draw in; auto for those of the terminal",
      value: { "\($0.screen.style.width)" },
      set: { session, text throws(UsageError) in
        let automatic = Screen.style(session.settings.format.color).width
        guard let width = text == "auto" ? automatic : Int(text), (16...1000).contains(width) else {
          throw UsageError(message: "width takes a whole number in 16...1000 or auto")
        }
        session.draw { $0.width = width }
      }),
    SessionOption(
      name: "color", help: "when to use colours: auto, always or never",
      value: { $0.settings.format.color.rawValue },
      set: { session, text throws(UsageError) in
        try session.apply("--color", text)
        let color = Screen.style(session.settings.format.color).color
        session.draw { $0.color = color }
      }),
  ]

  /// The value of a bound that is not there.
  private static let none = "none"
}

extension ReplSession {
  /// Reads a value as the command line does.
  fileprivate func apply(_ name: String, _ text: String) throws(UsageError) {
    guard let option = Option.all.first(where: { $0.names.contains(name) }) else { return }
    do { try option.apply(&settings, text) } catch {
      throw UsageError(message: error.message.replacing(name, with: name.dropFirst(2)))
    }
  }

  /// Has the next evaluation keep the bounds of the settings.
  fileprivate func takeBounds() {
    session.bounds = settings.bounds
    settings.bounds.prepare()
  }

  /// Changes how things are drawn.
  fileprivate func draw(_ change: (inout RenderStyle) -> Void) {
    change(&screen.style)
    session.session.surroundings.style = screen.style
  }
}
