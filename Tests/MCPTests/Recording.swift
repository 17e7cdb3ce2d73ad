import JSON
import MCP

/// A recorded conversation over stdio.
struct Recording: CustomStringConvertible {
    /// One message, with its bytes as the recording spells them.
    struct Line {
        let isFromClient: Bool
        let bytes: [UInt8]
    }

    let name: String
    let lines: [Line]

    var description: String { name }

    static let names = [
        "stdio-time-auto", "stdio-time-2026-07-28", "stdio-time-legacy", "stdio-git-auto",
        "stdio-git-2026-07-28", "stdio-git-legacy", "stdio-cancel-2026-07-28",
        "stdio-cancel-legacy",
    ]

    /// Reads a recording; nil, said aloud, where it is not there.
    init?(_ name: String) throws {
        guard let bytes = SharedFiles.read("mcp/wire/\(name).jsonl") else { return nil }
        self.name = name
        var lines: [Line] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard case .object(let object) = try JSONValue.parse(Array(line)),
                case .object = object["msg"], case .string(let direction) = object["dir"]
            else { continue }
            let message = try Array(line).withUnsafeBytes { text in
                var scanner = try JSONScanner(text)
                try scanner.enterObject()
                while let key = try scanner.nextKey() {
                    let range = try scanner.skipValue()
                    if scanner.matches(key, "msg") { return Array(text[range]) }
                }
                return []
            }
            lines.append(Line(isFromClient: direction == "c>s", bytes: message))
        }
        self.lines = lines
    }
}
