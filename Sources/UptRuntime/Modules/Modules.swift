import UptSyntax

/// The modules of an interpreter. Each is resolved when a script that imports it is checked, and
/// run once, when the first `import` of it is reached.
final class Modules {
  private let interpreter: Unowned<Interpreter>
  private var loaded: [String: Module] = [:]
  /// The modules being resolved: an import of one of them is circular.
  private var loading: Set<String> = []

  init(_ interpreter: Interpreter) { self.interpreter = Unowned(interpreter) }

  /// The module that an `import` means. A file that has changed since is read anew.
  func load(_ item: Import) throws(ScriptFailure) -> Module {
    let file = try read(item)
    if let known = loaded[file.path], known.program.source.bytes == file.source.bytes {
      return known
    }
    guard loading.insert(file.path).inserted else { throw circular(item) }
    defer { loading.remove(file.path) }
    let program = Parser.parse(file.source)
    let globals = Globals(builtinsOf: interpreter.value.globals)
    let resolution =
      program.isValid ? Resolver(globals: globals, modules: self).resolve(program) : Resolution()
    let errors = (program.diagnostics + resolution.diagnostics).filter { $0.severity == .error }
    guard errors.isEmpty else {
      throw ScriptFailure(errors.inOrder.map { importing($0, item.pathSpan) })
    }
    globals.adopt(resolution.globals)
    let module = Module(
      name: item.name.name, program: program, globals: globals, resolution: resolution)
    loaded[file.path] = module
    return module
  }

  private func read(_ item: Import) throws(ScriptFailure) -> (path: String, source: SourceFile) {
    let host = interpreter.value.host
    guard host.allowsFiles() else {
      throw ScriptFailure([
        Diagnostic(
          RuntimeError.Kind.file.rawValue,
          "`import` needs the file system, which is off in safe mode", span: item.pathSpan)
      ])
    }
    do { return try host.load(item.path, item.pathSpan.file) } catch let failure as ScriptFailure {
      throw ScriptFailure(failure.diagnostics.map { importing($0, item.pathSpan) })
    } catch {
      throw ScriptFailure([host.located(error, at: item.pathSpan).error.diagnostic])
    }
  }

  private func circular(_ item: Import) -> ScriptFailure {
    ScriptFailure([
      Diagnostic(
        "E0210", "the script imports itself, directly or through others", span: item.pathSpan,
        hint: "move what both need into a third script")
    ])
  }

  private func importing(_ diagnostic: Diagnostic, _ place: Span) -> Diagnostic {
    var diagnostic = diagnostic
    guard diagnostic.span != nil else {
      diagnostic.span = place
      return diagnostic
    }
    diagnostic.notes.append(Diagnostic.Note("the script is imported here", span: place))
    return diagnostic
  }

  /// Lets go of what modules have defined; nothing may run afterwards.
  func release() { loaded.values.forEach { $0.globals.release() } }

  /// Runs a module unless it has run.
  func run(_ module: Module) throws -> Value {
    if !module.hasRun {
      module.hasRun = true
      do { try interpreter.value.run(module) } catch {
        module.hasRun = false
        throw error
      }
    }
    return .object(ModuleObject(module))
  }
}
