// swift-tools-version: 6.1
import PackageDescription

/// Every room is built the same way: Swift 6 mode and the three upcoming features of the house style.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

func room(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: house)
}

func tests(of name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name + "Tests", dependencies: dependencies, exclude: exclude, swiftSettings: house)
}

let package = Package(
    name: "amtskoffer",
    products: [.executable(name: "amtskoffer", targets: ["amtskoffer"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        // Pure rooms: Foundation at most.
        room("Casework", []),
        room("Identity", []),
        room("Planning", []),
        // Chips of cards and passports, over libcrypto's primitives.
        .systemLibrary(
            name: "CLibCrypto", path: "Libraries/CLibCrypto", pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"])]),
        room("IdentityCard", ["Identity", "CLibCrypto"]),
        // Rooms that touch the world.
        room("Town", ["Casework", "Identity", crypto, yams]),
        room("Journal", [crypto, cryptoExtras, grdb]),
        room("Sync", ["Journal", crypto, cryptoExtras, x509, asn1, httpClient, nioSSL, logging]),
        .systemLibrary(
            name: "CZlib", path: "Libraries/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        room(
            "Pages", ["Casework", "CZlib", hummingbird, crypto, logging],
            resources: [.embedInCode("Look/Files"), .embedInCode("Print/Files")]),
        room(
            "Kit",
            [
                "Casework", "Identity", "IdentityCard", "Town", "Journal", "Sync", "Pages", hummingbird, crypto,
                logging, lifecycle,
            ]),
        room(
            "Office",
            [
                "Casework", "Identity", "Planning", "Town", "Journal", "Sync", "Pages", hummingbird, hummingbirdTLS,
                crypto, grdb, nioSSL, x509, logging, lifecycle,
            ]),
        // Kit, sync and office in one process under a simulated clock, network and disk.
        room(
            "Simulation",
            ["Casework", "Planning", "Town", "Journal", "Sync", "Kit", "Office", crypto, grdb, logging]),
        .executableTarget(
            name: "amtskoffer",
            dependencies: [
                "Kit", "Office", "Sync", "Town", "Journal", "Casework", "Identity", "IdentityCard", "Planning",
                "Simulation", arguments, logging, lifecycle,
            ],
            swiftSettings: house),
        // Measures what the product promises; only worth anything when built for release: scripts/benchmark.
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "Casework", "Identity", "Planning", "Town", "Journal", "Sync", "Pages", "Kit", "Office", hummingbird,
                crypto, grdb, logging,
            ],
            path: "Benchmarks", exclude: ["Compared"], swiftSettings: house),
        // An independent judge of keys, certificates and connections.
        .target(name: "OpenSSL", path: "Tests/OpenSSL", swiftSettings: house),
        // A card and a passport to test with, sharing no code with the product; the program is its reader.
        .target(name: "VirtualCard", dependencies: ["CLibCrypto"], path: "Tests/VirtualCard", swiftSettings: house),
        .executableTarget(
            name: "virtual-card", dependencies: ["VirtualCard"], path: "Tests/VirtualCardProgram",
            swiftSettings: house),
        tests(of: "House", []),
        tests(of: "Casework", ["Casework"]),
        tests(of: "Identity", ["Identity"]),
        tests(of: "Planning", ["Planning"]),
        tests(of: "IdentityCard", ["Identity", "IdentityCard", "VirtualCard"]),
        tests(of: "VirtualCard", ["VirtualCard", "OpenSSL"]),
        tests(of: "Town", ["Town", "Casework"]),
        tests(of: "Journal", ["Journal", crypto, grdb]),
        tests(
            of: "Sync", ["OpenSSL", "Sync", "Journal", crypto, hummingbird, hummingbirdTLS, nioSSL, logging],
            exclude: ["Corpus"]),
        tests(of: "Pages", ["Pages", "Casework", hummingbird, hummingbirdTesting]),
        tests(
            of: "Kit",
            [
                "Kit", "Casework", "Identity", "IdentityCard", "VirtualCard", "Journal", "Town", hummingbird,
                hummingbirdTesting,
            ]),
        tests(
            of: "Office",
            [
                "OpenSSL", "Office", "Kit", "Casework", "Journal", "Pages", "Planning", "Sync", "Town", hummingbird,
                hummingbirdTLS, hummingbirdTesting, grdb, logging,
            ]),
        tests(
            of: "Simulation",
            ["Simulation", "Casework", "Planning", "Journal", "Sync", "Kit", "Office", "Town", crypto, logging]),
        // The real journal on the real SQLite, on a disk that forgets; programs that are killed: Tests/Faults.
        tests(of: "Fault", ["Journal", "Simulation", crypto]),
        // The command line, run as its users run it.
        tests(of: "Command", ["amtskoffer"]),
    ]
)
