extension Explanation {
  /// What is wrong with calls and values.
  static let values: [Explanation] = [
    Explanation(
      "E0301", "arguments that do not fit",
      """
      A call has too few or too many arguments, one label twice, or a label that the function does
      not have. `help(NAME)` shows how a function is called.
      """,
      wrong: "func area(width, height) { return width * height }\nprint(area(3))",
      right: "func area(width, height) { return width * height }\nprint(area(3, height: 4))"),
    Explanation(
      "E0401", "a value of the wrong type",
      """
      An operation or function does not take values of this type. Nothing is converted silently:
      string(x), int(x) and float(x) convert, and so does a value inside a string.
      """,
      wrong: #"print("shots: " + 4)"#, right: #"print("shots: \(4)")"#),
    Explanation(
      "E0402", "a value that is not possible here",
      "The value is of the right type, but not one that the operation can work with.",
      wrong: "for n in 3...1 { print(n) }", right: "for n in 1...3 { print(n) }"),
    Explanation(
      "E0403", "a member that a value does not have",
      """
      Behind the point stands the name of a member or method of the value. `help(value)` lists
      them.
      """,
      wrong: #"print("cat".length)"#, right: #"print("cat".count)"#),
    Explanation(
      "E0404", "shapes that do not fit",
      """
      The sizes of tensors do not agree. A product a @ b needs as many columns of a as rows of b;
      + - * / work element by element, where an axis of size 1 is stretched.
      """,
      wrong: "print(ones([2, 3]) @ ones([2, 3]))", right: "print(ones([2, 3]) @ ones([3, 2]))"),
    Explanation(
      "E0501", "an element that is not there",
      """
      The index lies outside of the list, string or tensor, or the dictionary has no such key.
      Indices run from 0; -1 is the last element.
      """,
      wrong: "let shots = [1, 2, 4]\nprint(shots[3])",
      right: "let shots = [1, 2, 4]\nprint(shots[-1])"),
    Explanation(
      "E0601", "a number that does not exist or does not fit",
      """
      Integers neither wrap around nor turn into real numbers by themselves: a result beyond the
      largest is an error, and so is a division by zero. Real numbers become inf or nan.
      """,
      wrong: "print(2 ** 64)", right: "print(2.0 ** 64)"),
  ]
}
