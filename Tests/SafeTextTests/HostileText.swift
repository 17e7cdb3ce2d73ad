import Foundation
import Testing

/// One of the hostile cases of `Tests/outside/hostile-text`.
struct HostileText: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]

    var testDescription: String { name }
    var kind: Substring { name.prefix { $0 != "/" } }

    /// All cases. The file is part of the tree: without it nothing is tested, so its absence traps.
    static let all: [HostileText] = {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.appending(path: "outside/hostile-text/cases.jsonl")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            preconditionFailure("cannot read \(file.path)")
        }
        return text.split(separator: "\n").map(HostileText.init(line:))
    }()

    static func named(_ name: String) throws -> HostileText {
        try #require(all.first { $0.name == name })
    }

    /// The file is ASCII, and its names and base64 hold no escape.
    private init(line: Substring) {
        func value(_ key: String) -> String {
            guard let start = line.range(of: "\"\(key)\": \"")?.upperBound,
                let end = line[start...].firstIndex(of: "\"")
            else { preconditionFailure("no \(key) in \(line.prefix(80))") }
            return String(line[start..<end])
        }
        name = value("name")
        guard let data = Data(base64Encoded: value("bytes_base64")) else {
            preconditionFailure("not base64: \(name)")
        }
        bytes = [UInt8](data)
    }
}
