import UptRuntime
import UptTensor

/// A tensor as a value of the language: a node of the gradient's graph, so that whatever a script
/// computes from a parameter can be differentiated.
final class TensorObject: HostObject {
  let variable: Variable

  init(_ variable: Variable) { self.variable = variable }
  convenience init(_ tensor: Tensor) { self.init(Variable(tensor)) }

  var value: Tensor { variable.value }
  override var typeName: String { "tensor" }
}
