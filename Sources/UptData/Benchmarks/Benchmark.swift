import UptTensor

/// A published data set in the folders that CoOp's code expects: where its files lie, who lists
/// the pictures, and the sentence for its class names. `Benchmark.all` is the table of them.
public struct Benchmark: Sendable {
  /// Who says which picture belongs to which part and class.
  enum Annotation: Sendable {
    /// A `split_zhou` file; where it is missing, CoOp divides the data itself.
    case splitFile(String, otherwise: OriginalAnnotation)
    /// ImageNet's folders `train` and `val`, each with a folder per synset.
    case synsetParts
    /// FGVC-Aircraft's lists of variants.
    case variants
    /// A folder per synset, all for testing.
    case synsets
    /// Folders named by the position in `classnames.txt`, all for testing.
    case positions
  }

  /// What CoOp divides when there is no `split_zhou` file.
  enum OriginalAnnotation: Sendable {
    /// A folder per class, but for those left out; some classes are renamed.
    case classFolders(leftOut: Set<String> = [], renamed: [String: String] = [:])
    /// Oxford-IIIT Pet's two lists.
    case pets
    /// SUN397's classes and first partition.
    case scenes
    /// UCF101's classes and first partition.
    case actions
    /// Stanford Cars' MATLAB files.
    case cars
    /// Flowers102's MATLAB file.
    case flowers
  }

  /// A file or folder that has to be there, and where it comes from.
  public struct Need: Sendable, Equatable {
    /// Its place in the benchmark's folder.
    public let path: String
    /// Where to get it, in words.
    public let source: String

    init(_ path: String, _ source: String) {
      self.path = path
      self.source = source
    }
  }

  /// How many classes and pictures the papers state; nil for a part that there is not.
  public struct Size: Sendable, Equatable {
    /// The number of classes.
    public let classes: Int
    /// Pictures for training.
    public let train: Int?
    /// Pictures for validation.
    public let val: Int?
    /// Pictures for testing.
    public let test: Int

    init(classes: Int, _ train: Int? = nil, _ val: Int? = nil, test: Int) {
      self.classes = classes
      self.train = train
      self.val = val
      self.test = test
    }
  }

  /// The name in CoOp's configurations, `oxford_flowers`.
  public let name: String
  /// The name in the papers, `Flowers102`.
  public let title: String
  /// Further names, such as the one in CoOp's code.
  let otherNames: [String]
  /// Its folder in the folder of all data.
  public let folder: String
  /// Where the pictures lie in its folder; empty for the folder itself.
  let images: String
  /// The sentence that a class name is put into, at `{}`.
  public let template: String
  let annotation: Annotation
  /// What the papers state.
  public let size: Size
  /// What has to be in its folder.
  public let needs: [Need]

  init(
    _ name: String, title: String, also otherNames: [String] = [], folder: String,
    images: String, template: String = Dataset.defaultTemplate, _ annotation: Annotation,
    _ size: Size, needs: [Need]
  ) {
    self.name = name
    self.title = title
    self.otherNames = otherNames
    self.folder = folder
    self.images = images
    self.template = template
    self.annotation = annotation
    self.size = size
    self.needs = needs
  }

  /// The benchmark of a name in any of its spellings; neither case nor `-`, `_` and spaces count.
  public static func named(_ name: String) -> Benchmark? {
    let wanted = plain(name)
    return all.first { benchmark in
      ([benchmark.name, benchmark.title] + benchmark.otherNames).contains { plain($0) == wanted }
    }
  }

  private static func plain(_ name: String) -> String {
    name.lowercased().filter { !"-_ ".contains($0) }
  }

  /// The benchmark's folder in a folder of all data.
  public func place(in root: String) -> String { FolderTree.join(root, folder) }
}
