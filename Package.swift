// swift-tools-version:6.0
import PackageDescription

// One target per layer; an arrow in `dependencies` is the only way a layer may look.
// The engine (Tensor, CLIP, Data, Tuning) knows nothing of the language (Syntax, Runtime);
// Builtins is where the two meet, Session runs scripts with them; Notebook, Report and Terminal
// only show what comes out.
//
// The engine is optimised in debug builds too: the tests train real encoders with it, and those of
// the syntax derive thousands of programs.
let optimised: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
  name: "upt-script",
  platforms: [.macOS(.v14)],
  products: [.executable(name: "upt-script", targets: ["upt-script"])],
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
    .systemLibrary(name: "CEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    .target(
      name: "CEditLine", dependencies: ["CEdit"], exclude: ["README.md"],
      linkerSettings: [.linkedLibrary("edit")]),

    .target(
      name: "UptTensor", dependencies: ["COpenBLAS"], exclude: ["README.md"],
      swiftSettings: optimised),
    .target(
      name: "UptCLIP", dependencies: ["UptTensor"], exclude: ["README.md"],
      resources: [.copy("Resources")], swiftSettings: optimised),
    .target(
      name: "UptData", dependencies: ["UptTensor"], exclude: ["README.md"],
      swiftSettings: optimised),
    .target(
      name: "UptTuning", dependencies: ["UptTensor", "UptCLIP", "UptData"],
      exclude: ["README.md"], swiftSettings: optimised),

    .target(name: "UptSyntax", exclude: ["README.md"]),
    .target(name: "UptRuntime", dependencies: ["UptSyntax"], exclude: ["README.md"]),

    .target(name: "UptNotebook", exclude: ["README.md"]),
    .target(
      name: "UptReport", dependencies: ["UptSyntax", "UptNotebook", "UptData", "UptTensor"],
      exclude: ["README.md"]),
    .target(
      name: "UptBuiltins",
      dependencies: ["UptRuntime", "UptTensor", "UptCLIP", "UptData", "UptTuning", "UptNotebook"],
      exclude: ["README.md"]),
    .target(
      name: "UptSession",
      dependencies: [
        "UptBuiltins", "UptRuntime", "UptSyntax", "UptReport", "UptNotebook", "UptTensor",
      ],
      exclude: ["README.md"]),
    .target(
      name: "UptTerminal", dependencies: ["CEditLine", "UptRuntime", "UptSyntax"],
      exclude: ["README.md"]),
    .executableTarget(
      name: "upt-script",
      dependencies: [
        "UptTerminal", "UptSession", "UptReport", "UptNotebook", "UptBuiltins", "UptRuntime",
        "UptSyntax", "UptTensor", "UptCLIP", "UptData", "UptTuning",
      ],
      exclude: ["README.md"]),

    .executableTarget(
      name: "upt-bench", dependencies: ["UptTensor", "UptCLIP", "UptData", "UptTuning"],
      exclude: ["README.md"]),

    .target(name: "FixtureSupport", dependencies: ["UptTensor"], path: "Tests/FixtureSupport"),
    .target(
      name: "BenchmarkSupport", dependencies: ["UptData", "FixtureSupport"],
      path: "Tests/BenchmarkSupport"),
    .testTarget(
      name: "UptTensorTests", dependencies: ["UptTensor", "FixtureSupport"],
      exclude: ["Files/Fixtures"]),
    .testTarget(
      name: "UptCLIPTests", dependencies: ["UptCLIP", "FixtureSupport"],
      exclude: ["Checkpoint/Torch", "Checkpoint/make_torch_fixtures.py"]),
    .testTarget(
      name: "UptDataTests", dependencies: ["UptData", "FixtureSupport", "BenchmarkSupport"],
      exclude: ["Benchmarks/Matlab", "Pictures"]),
    .testTarget(name: "UptTuningTests", dependencies: ["UptTuning", "FixtureSupport"]),
    .testTarget(
      name: "UptSyntaxTests", dependencies: ["UptSyntax"], exclude: ["Format"],
      swiftSettings: optimised),
    .target(
      name: "FuzzTargets", dependencies: ["UptRuntime", "UptSyntax"], path: "Tests/Fuzz/Targets"),
    .testTarget(
      name: "FuzzTests", dependencies: ["FuzzTargets", "UptSyntax"], path: "Tests/Fuzz/Replay"),
    .testTarget(name: "UptRuntimeTests", dependencies: ["UptRuntime"], exclude: ["Cases"]),
    .testTarget(name: "UptNotebookTests", dependencies: ["UptNotebook"]),
    .testTarget(name: "UptReportTests", dependencies: ["UptReport", "UptData"]),
    .testTarget(
      name: "UptBuiltinsTests", dependencies: ["UptBuiltins"],
      exclude: ["TableCases", "TensorCases"]),
    .testTarget(name: "UptSessionTests", dependencies: ["UptSession"]),
    .executableTarget(
      name: "echo-session", dependencies: ["UptTerminal"], path: "Tests/EchoSession"),
    .target(name: "PtySupport", path: "Tests/PtySupport"),
    .testTarget(
      name: "UptTerminalTests",
      dependencies: ["UptTerminal", "PtySupport", "echo-session", "upt-script"]),
    .testTarget(
      name: "RunnerTests",
      dependencies: [
        "upt-script", "UptTerminal", "UptRuntime", "UptSyntax", "UptTensor", "BenchmarkSupport",
      ],
      exclude: ["Cases"]),
    .testTarget(
      name: "ReadmeTests",
      dependencies: [
        "upt-script", "UptTerminal", "UptSession", "UptBuiltins", "UptRuntime", "UptSyntax",
      ]),
  ],
  swiftLanguageModes: [.v6]
)
