// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target: the strictest that hold here, and warnings are errors.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// Everything outside the fenced modules (the edges and the hot path) also marks every unsafe expression.
let safe: [SwiftSetting] = strict + [.strictMemorySafety()]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let histogram: Target.Dependency = .product(name: "Histogram", package: "hdrhistogram-swift")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "seatrial",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "seatrial", targets: ["seatrial"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.98.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.5.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    ],
    targets: [
        // System and C modules: declarations only.
        .systemLibrary(
            name: "CRdKafka", pkgConfig: "rdkafka",
            providers: [.apt(["librdkafka-dev"]), .brew(["librdkafka"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .systemLibrary(name: "CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"]), .brew(["lz4"])]),
        .systemLibrary(name: "CSnappy", pkgConfig: "snappy", providers: [.apt(["libsnappy-dev"]), .brew(["snappy"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
        .target(name: "CChecksum"),
        .target(name: "CBareLoop", dependencies: ["CRdKafka"]),

        // Necks and leaf: plain values.
        .target(name: "Quantities", swiftSettings: safe),
        .target(name: "ScenarioModel", dependencies: ["Quantities", yams], swiftSettings: safe),
        .target(name: "Evidence", dependencies: ["Quantities"], swiftSettings: safe),
        .target(name: "Traces", dependencies: ["Quantities"], swiftSettings: safe),

        // Edges: each the only importer of its C or wire format.
        .target(name: "KafkaClient", dependencies: ["CRdKafka"], swiftSettings: strict),
        .target(name: "RecordCodecs", dependencies: ["CZlib", "CLZ4", "CSnappy", "CZstd"], swiftSettings: strict),
        .target(
            name: "KafkaWire",
            dependencies: ["CChecksum", "RecordCodecs", "Quantities", crypto, nioCore, nioPosix, nioSSL],
            swiftSettings: strict),

        .target(name: "HTTPProbes", dependencies: ["CCurl"], swiftSettings: strict),

        // Doers: a scenario's section in, evidence out.
        .target(name: "Workloads", dependencies: ["Quantities", "ScenarioModel", "Traces"], swiftSettings: safe),
        .target(
            name: "LoadEngine",
            dependencies: ["CChecksum", "Workloads", "KafkaClient", "Evidence", "Quantities", "ScenarioModel"],
            swiftSettings: strict),
        .target(
            name: "Trials",
            dependencies: [
                "LoadEngine", "LabCluster", "Workloads", "KafkaClient", "HTTPProbes", "ScenarioModel", "Evidence",
                "Quantities",
            ],
            swiftSettings: safe),

        .target(
            name: "Captures",
            dependencies: ["Traces", "KafkaClient", "KafkaWire", "ScenarioModel", "Quantities", crypto],
            swiftSettings: safe),

        .target(
            name: "Compatibility",
            dependencies: ["KafkaWire", "KafkaClient", "HTTPProbes", "Evidence", "Quantities"], swiftSettings: safe),

        // An instrument: a cluster in the process, right by default and wrong on request.
        .target(
            name: "LabCluster", dependencies: ["KafkaWire", "Quantities", crypto, nioCore, nioPosix, nioSSL],
            swiftSettings: safe),

        // Judges and tellers: they see evidence only.
        .target(name: "Scorecards", dependencies: ["ScenarioModel", "Evidence", "Quantities"], swiftSettings: safe),
        .target(
            name: "ResultsStore", dependencies: ["Evidence", "Scorecards", "Quantities", grdb], swiftSettings: safe),
        .target(name: "TraceStore", dependencies: ["Traces", "Quantities", grdb], swiftSettings: safe),
        .target(name: "Reporting", dependencies: ["Evidence", "Scorecards", "Quantities"], swiftSettings: safe),

        // Shows that defects are found: the lab on one side, checks and trials on the other.
        .target(
            name: "Detections",
            dependencies: [
                "LabCluster", "Compatibility", "Trials", "ScenarioModel", "Evidence", "Scorecards", "ResultsStore",
            ],
            swiftSettings: safe),

        // The command line: the only place that sees both sides.
        .executableTarget(
            name: "seatrial",
            dependencies: [
                "Quantities", "ScenarioModel", "Evidence", "KafkaClient", "Workloads", "LoadEngine", "Trials",
                "Traces", "TraceStore", "Captures", "Compatibility", "LabCluster", "Detections", "Scorecards",
                "ResultsStore",
                "Reporting", argumentParser,
            ],
            swiftSettings: safe),

        // What an event costs, against bare librdkafka and the peers' tools. `make bench`.
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "CBareLoop", "KafkaClient", "LabCluster", "LoadEngine", "Workloads", "ScenarioModel", "Evidence",
                "Quantities", "Traces", "TraceStore", "Captures", "TestSupport",
            ],
            swiftSettings: strict),

        // Tests: each target's mirror file for file, then the whole from outside.
        .target(
            name: "TestSupport", dependencies: ["LabCluster", "Quantities", nioCore, nioPosix, nioSSL],
            path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(name: "QuantitiesTests", dependencies: ["Quantities"], swiftSettings: strict),
        .testTarget(
            name: "ScenarioModelTests", dependencies: ["ScenarioModel", "Quantities", "TestSupport", yams],
            swiftSettings: strict),
        .testTarget(
            name: "EvidenceTests", dependencies: ["Evidence", "Quantities", histogram], swiftSettings: strict),
        .testTarget(name: "TracesTests", dependencies: ["Traces", "Quantities"], swiftSettings: strict),
        .testTarget(
            name: "TraceStoreTests", dependencies: ["TraceStore", "Traces", "Quantities", "TestSupport", grdb],
            swiftSettings: strict),
        .testTarget(name: "KafkaClientTests", dependencies: ["KafkaClient", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "HTTPProbesTests", dependencies: ["HTTPProbes", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "RecordCodecsTests", dependencies: ["RecordCodecs"], swiftSettings: strict),
        .testTarget(
            name: "KafkaWireTests",
            dependencies: ["KafkaWire", "KafkaClient", "TestSupport", crypto, nioCore, nioPosix, nioSSL],
            exclude: ["Resources"], swiftSettings: strict),
        .testTarget(
            name: "WorkloadsTests", dependencies: ["Workloads", "ScenarioModel", "Traces", "Quantities"],
            swiftSettings: strict),
        .testTarget(
            name: "LoadEngineTests",
            dependencies: [
                "LoadEngine", "CChecksum", "Workloads", "KafkaClient", "Evidence", "Quantities", "ScenarioModel",
                "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "TrialsTests",
            dependencies: [
                "Trials", "LoadEngine", "KafkaClient", "Evidence", "Quantities", "ScenarioModel", "Workloads",
                "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CapturesTests",
            dependencies: [
                "Captures", "Traces", "KafkaClient", "KafkaWire", "ScenarioModel", "Quantities", "LoadEngine",
                "TestSupport", crypto,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CompatibilityTests",
            dependencies: [
                "Compatibility", "KafkaWire", "KafkaClient", "Evidence", "TestSupport", nioCore, nioPosix,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "DetectionsTests",
            dependencies: ["Detections", "LabCluster", "Compatibility", "Evidence", "Scorecards", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "LabClusterTests",
            dependencies: [
                "LabCluster", "KafkaWire", "KafkaClient", "Compatibility", "Evidence", "TestSupport", crypto, nioCore,
            ],
            exclude: ["Tours/Scripts"], swiftSettings: strict),
        .testTarget(
            name: "ScorecardsTests", dependencies: ["Scorecards", "Evidence", "ScenarioModel", "Quantities"],
            swiftSettings: strict),
        .testTarget(
            name: "ResultsStoreTests",
            dependencies: ["ResultsStore", "Scorecards", "Evidence", "Quantities", "TestSupport", grdb],
            swiftSettings: strict),
        .testTarget(
            name: "ReportingTests",
            dependencies: ["Reporting", "Scorecards", "Evidence", "ScenarioModel", "Quantities", "TestSupport"],
            exclude: ["Snapshots"], swiftSettings: strict),
        .testTarget(
            name: "Acceptance", dependencies: ["TestSupport", "KafkaClient", "KafkaWire", "TraceStore", "Traces"],
            swiftSettings: strict),
        .testTarget(name: "Tidy", dependencies: ["TestSupport"], swiftSettings: strict),
    ]
)
