// swift-tools-version: 6.2
import PackageDescription

/// One set of rules for every target: Swift 6, no implicit imports, unsafe code marked, no warning let through.
let rules: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "portulan",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "portulan", targets: ["portulan"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // The rooms, in the order in which each may use only those above it.
        .target(name: "Threads", swiftSettings: rules),
        .target(name: "CDuckDB", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(name: "DuckDB", dependencies: ["CDuckDB", "Threads"], swiftSettings: rules),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(
            name: "Store",
            dependencies: ["CPostgres", "Threads", .product(name: "GRDB", package: "GRDB.swift"), .product(name: "Logging", package: "swift-log")],
            swiftSettings: rules
        ),
        .target(name: "Localization", resources: [.copy("Resources")], swiftSettings: rules),
        .target(
            name: "Declarations", dependencies: ["Localization", .product(name: "Yams", package: "Yams")], swiftSettings: rules),
        .target(name: "Charts", dependencies: ["Localization"], swiftSettings: rules),
        .target(name: "Terminal", dependencies: ["Localization"], swiftSettings: rules),
        .target(
            name: "Identity",
            dependencies: [
                "Store", "Localization", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            resources: [.copy("Resources")],
            swiftSettings: rules
        ),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CFreexl", pkgConfig: "freexl", providers: [.apt(["libfreexl-dev"])]),
        .target(name: "CScan"),
        .systemLibrary(name: "CCmark", pkgConfig: "libcmark-gfm", providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
        .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
        .target(name: "Tables", dependencies: ["DuckDB", "Localization", "CZlib", "CPCRE2", "CFreexl", "CScan"], swiftSettings: rules),
        .target(
            name: "Lake",
            dependencies: ["Threads", "DuckDB", "Localization", "Tables", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: rules
        ),
        .systemLibrary(name: "CRaptor", pkgConfig: "raptor2", providers: [.apt(["libraptor2-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "CXML", dependencies: ["CLibXML2"]),
        .target(
            name: "Territories", dependencies: ["Localization"], resources: [.copy("Resources")],
            swiftSettings: rules
        ),
        .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
        .target(
            name: "Texts", dependencies: ["CStemmer", "Localization"], resources: [.copy("Resources")], swiftSettings: rules
        ),
        .target(
            name: "Catalog",
            dependencies: [
                "Threads", "DuckDB", "Store", "Localization", "Declarations", "Tables", "Lake", "Territories", "Texts", "CRaptor", "CXML",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: rules
        ),
        .target(
            name: "Indicators",
            dependencies: ["DuckDB", "Store", "Localization", "Declarations", "Tables", "Lake", "Territories"],
            resources: [.copy("Resources")], swiftSettings: rules
        ),
        .target(
            name: "Steering",
            dependencies: ["Store", "Localization", "Identity", "Declarations", "Territories", "Indicators"],
            swiftSettings: rules
        ),
        .target(
            name: "Services",
            dependencies: [
                "DuckDB", "Localization", "Declarations", "Tables", "Lake", "Territories", "Catalog", "Indicators", "Steering",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            resources: [.copy("Resources")], swiftSettings: rules
        ),
        .target(
            name: "Instance",
            dependencies: [
                "Threads", "DuckDB", "Store", "Localization", "Declarations", "Identity", "Lake", "Territories", "Catalog", "Indicators", "Steering",
                "Services",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: rules
        ),
        .target(
            name: "Server",
            dependencies: [
                "Threads", "DuckDB", "Store", "Localization", "Charts", "Identity", "Tables", "Texts", "Lake", "Territories", "Declarations", "Catalog", "Indicators", "Steering", "Services", "Instance",
                "CCmark",
                "CZlib",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            resources: [.copy("Resources")],
            swiftSettings: rules
        ),
        .executableTarget(
            name: "portulan",
            dependencies: [
                "Threads", "DuckDB", "Store", "Localization", "Declarations", "Terminal", "Identity", "Tables", "Lake", "Catalog", "Instance",
                "Territories", "Services",
                "Server",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: rules
        ),
        .executableTarget(
            name: "search-bench", dependencies: ["Texts"], path: "Benchmarks/SearchBench", swiftSettings: rules
        ),
        .executableTarget(
            name: "indicators-bench", dependencies: ["Indicators", "DuckDB", "Lake", "Store", "Tables", "Territories"],
            path: "Benchmarks/IndicatorsBench", swiftSettings: rules
        ),

        // Which engine the tests of the store, and of the rooms on it, run on.
        .target(name: "StoreFixtures", dependencies: ["Store"], path: "Tests/StoreFixtures", swiftSettings: rules),
        .testTarget(name: "ThreadsTests", dependencies: ["Threads"], swiftSettings: rules),
        .testTarget(name: "DuckDBTests", dependencies: ["DuckDB"], swiftSettings: rules),
        .testTarget(
            name: "StoreTests",
            dependencies: ["Store", "StoreFixtures", .product(name: "Logging", package: "swift-log")],
            swiftSettings: rules
        ),
        .testTarget(
            name: "IdentityTests", dependencies: ["Identity", "Store", "StoreFixtures", "Localization"], swiftSettings: rules),
        .testTarget(name: "LocalizationTests", dependencies: ["Localization"], swiftSettings: rules),
        .testTarget(name: "DeclarationsTests", dependencies: ["Declarations", "Localization"], swiftSettings: rules),
        .testTarget(name: "TablesTests", dependencies: ["Tables", "DuckDB", "Localization"], exclude: ["Corpus"], swiftSettings: rules),
        .testTarget(name: "LakeTests", dependencies: ["Lake", "Tables", "DuckDB", "Localization"], swiftSettings: rules),
        .testTarget(
            name: "TerritoriesTests", dependencies: ["Territories", "Localization"], exclude: ["Golden"],
            swiftSettings: rules
        ),
        .testTarget(
            name: "CatalogTests",
            dependencies: [
                "Catalog", "Declarations", "Lake", "Tables", "Texts", "Store", "StoreFixtures", "DuckDB", "Localization",
            ],
            exclude: ["Harvesting/Golden"],
            swiftSettings: rules
        ),
        .testTarget(
            name: "IndicatorsTests",
            dependencies: ["Indicators", "Declarations", "Lake", "Tables", "Territories", "Store", "StoreFixtures", "DuckDB", "Localization"],
            swiftSettings: rules
        ),
        .testTarget(
            name: "ServicesTests",
            dependencies: ["Services", "Indicators", "Catalog", "DuckDB", "Territories", "Declarations", "Localization"],
            swiftSettings: rules
        ),
        .testTarget(
            name: "SteeringTests",
            dependencies: ["Steering", "Identity", "Indicators", "Lake", "DuckDB", "Territories", "Declarations", "Store", "StoreFixtures", "Localization"],
            swiftSettings: rules
        ),
        .testTarget(
            name: "InstanceTests",
            dependencies: [
                "Instance", "Services", "Indicators", "Territories", "Catalog", "Lake", "Localization", "Store", "StoreFixtures",
            ],
            swiftSettings: rules
        ),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Server", "Instance", "Identity", "Catalog", "Territories", "Lake", "Tables", "Store", "DuckDB", "Localization",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: rules
        ),
        .testTarget(name: "ChartsTests", dependencies: ["Charts", "Localization"], exclude: ["Golden"], swiftSettings: rules),
        .testTarget(name: "TerminalTests", dependencies: ["Terminal", "Localization"], swiftSettings: rules),
        .testTarget(
            name: "PortulanTests",
            dependencies: [
                "portulan", "Terminal", "Localization",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Golden"],
            swiftSettings: rules
        ),
    ]
)

// Targets for `make fuzz` alone, which builds them with coverage (Tests/Fuzzing/README.md).
if Context.environment["PORTULAN_FUZZING"] != nil {
    package.targets.append(.target(name: "CFuzzer", path: "Tests/Fuzzing/CFuzzer"))
    for name in ["Reader", "Schema", "Validation"] {
        package.targets.append(
            .executableTarget(
                name: "Fuzz\(name)", dependencies: ["CFuzzer", "DuckDB", "Localization", "Tables"], path: "Tests/Fuzzing/\(name)", swiftSettings: rules))
    }
}
