// swift-tools-version: 6.2
import PackageDescription

/// The rooms of the house and what each may import; the build enforces it with
/// `--explicit-target-dependency-import-check error`. Ranks go up the file, imports go down.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
    // A call passes through eight rooms: what is small is inlined across their borders.
    .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let arguments = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.init(stringLiteral: name)] + dependencies,
        exclude: exclude, swiftSettings: strict)
}

let shims: [Target] = [
    .target(name: "CLinux", cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]),
    .target(name: "CSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(
        name: "CRegex", cxxSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])],
        linkerSettings: [.linkedLibrary("re2")]),
    .target(
        name: "CNcurses", cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])],
        linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
]

let rooms: [Target] = [
    room("JSON"),
    room("Pattern", ["CRegex"]),
    room("SafeText"),
    room("Query", ["JSON"]),
    room(
        "Transport",
        [
            "CLinux",
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
        ]),
    room("JSONSchema", ["JSON", "Pattern"]),
    room("MCP", ["JSON"]),
    room("Governance", ["JSON", "Pattern"]),
    room(
        "PolicyFile", ["JSON", "Governance", "JSONSchema", .product(name: "Yams", package: "Yams")]),
    room("Control", ["Governance", "JSON"]),
    room("Console", ["Control", "Governance", "JSON", "Query", "SafeText"]),
    room("Terminal", ["Console", "SafeText", "CNcurses"]),
    room("AuditTrail", ["JSON", "CSQLite", crypto]),
    room(
        "Supervision",
        [
            "JSON", "SafeText", "MCP", "Governance", "JSONSchema", "PolicyFile", "AuditTrail",
            "Control", "Transport", crypto,
        ]),
    room("DemonstrationServers", ["JSON", "MCP"]),
    room(
        "Demonstration",
        ["JSON", "SafeText", "MCP", "Control", "Transport", "DemonstrationServers"]),
]

let package = Package(
    name: "pullcord",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: shims + rooms + [
        // Test support: appends to a trail for the tests from outside, and measures its cost.
        .executableTarget(
            name: "trail-probe", dependencies: ["AuditTrail", "CSQLite"],
            path: "Sources/TrailBench", swiftSettings: strict),
        // Test support: a terminal with every role, hostile texts and an echo of what is typed.
        .executableTarget(
            name: "terminal-probe", dependencies: ["Terminal", "Console", "SafeText"],
            path: "Sources/TerminalProbe", swiftSettings: strict),
        .executableTarget(
            name: "pullcord",
            dependencies: [
                "JSON", "SafeText", "Governance", "JSONSchema", "PolicyFile", "AuditTrail",
                "Console", "Control", "Query", "Terminal", "Transport", "Supervision",
                "Demonstration", "DemonstrationServers",
                arguments,
            ],
            swiftSettings: strict),
        tests("JSON", []),
        tests("Pattern", []),
        tests("SafeText", ["JSON"]),
        // Governance: the words that it writes are held against those that Query reads.
        tests("Query", ["Governance", "JSON"]),
        tests("Transport", []),
        tests("JSONSchema", ["JSON"]),
        tests("MCP", ["JSON"]),
        tests("Governance", ["JSON"], exclude: ["golden", "mutants"]),
        tests("PolicyFile", ["Governance"]),
        tests("Control", ["Governance", "JSON"]),
        tests("AuditTrail", ["JSON"], exclude: ["golden"]),
        tests(
            "Console", ["Control", "Governance", "JSON", "Query", "SafeText"],
            exclude: ["golden", "mutants"]),
        tests("Terminal", ["Console", "SafeText"]),
        tests("Supervision", ["AuditTrail", "Governance", "JSON", "MCP"]),
        tests(
            "pullcord",
            [
                "AuditTrail", "Console", "Control", "Demonstration", "Governance", "JSON",
                "SafeText",
                arguments,
            ]),
        tests("DemonstrationServers", ["JSON", "MCP"]),
        .testTarget(name: "TidyTests", swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
