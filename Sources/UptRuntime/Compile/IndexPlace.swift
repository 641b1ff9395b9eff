import UptSyntax

/// Where `base[items]` stands, for its errors.
final class IndexPlace {
  let span: Span
  let items: [Span]

  init(_ span: Span, _ items: [SubscriptItem]) {
    self.span = span
    self.items = items.map { item in
      switch item {
      case .value(let expression): expression.span
      case .slice(_, _, _, let span): span
      }
    }
  }

  /// The error at the item it blames: the only one if nothing is there, or the one it names.
  func located(_ error: any Error, _ locate: (any Error, Span) -> LocatedError) -> LocatedError {
    let located = locate(error, span)
    let only = located.error.kind == .index && items.count == 1 ? 0 : nil
    if located.error.span == span, let item = located.error.argument ?? only,
      items.indices.contains(item) {
      located.error.span = items[item]
    }
    return located
  }
}
