import UptRuntime
import UptTensor

extension Library {
  /// The tensors that a value is or holds, in order.
  package static func tensors(in value: Value) -> [Tensor] {
    switch value {
    case .list(let list): list.elements.flatMap(tensors)
    case .record(let record): record.values.flatMap(tensors)
    case .dictionary(let dictionary): dictionary.values.flatMap(tensors)
    case .object(let object): (object as? TensorObject).map { [$0.value] } ?? []
    default: []
    }
  }
}
