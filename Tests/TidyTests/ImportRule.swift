/// Imports go down the ranks only, and a library of others stays in one room (Crypto in two).
struct ImportRule: TidyRule {
    /// The table of rooms of the design, section 3. What a room may import beyond the system's Glibc,
    /// Synchronization and Testing; nil for those below all, which import no Swift.
    static let rooms: [String: Set<String>] = [
        "pullcord": [
            "JSON", "SafeText", "Governance", "JSONSchema", "PolicyFile", "AuditTrail", "Control",
            "Transport", "Supervision", "Query", "Console", "Terminal", "MCP", "Pattern",
            "ArgumentParser", "Demonstration", "DemonstrationServers", "Dispatch",
        ],
        // The demonstration plays with programs of this binary; it supervises nothing itself.
        "Demonstration": [
            "JSON", "SafeText", "MCP", "Control", "Transport", "DemonstrationServers",
        ],
        "DemonstrationServers": ["JSON", "MCP"],
        "Terminal": ["Console", "Control", "Transport", "SafeText", "CNcurses"],
        "Supervision": [
            "JSON", "SafeText", "MCP", "Governance", "JSONSchema", "PolicyFile", "AuditTrail",
            "Control", "Transport", "Crypto",
        ],
        // JSON beyond the design's table: facts are read from the text of an entry.
        "Console": ["Control", "Governance", "Query", "JSON", "SafeText"],
        "AuditTrail": ["Query", "JSON", "CSQLite", "Crypto"],
        "Control": ["Governance", "Query", "JSON"],
        // JSON beyond the design's table: what Governance declares holds exact decimals and pointers,
        // and their members need the import of their own module.
        "PolicyFile": ["Governance", "JSONSchema", "JSON", "Yams"],
        "Governance": ["JSON", "Pattern"],
        "MCP": ["JSON"],
        "JSONSchema": ["JSON", "Pattern"],
        "Query": ["JSON"],
        "JSON": [],
        "Pattern": ["CRegex"],
        "SafeText": [],
        "Transport": [
            "CLinux", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOSSL", "AsyncHTTPClient",
        ],
        // Test support: appends to a trail for the tests from outside, and measures its cost.
        "TrailBench": ["AuditTrail", "CSQLite", "Dispatch"],
        // Test support: draws for the tests from outside.
        "TerminalProbe": ["Terminal", "Console", "SafeText"],
        "CLinux": [], "CNcurses": [], "CRegex": [], "CSQLite": [],
    ]

    /// What belongs to the language and the system.
    static let system: Set<String> = ["Glibc", "Synchronization", "Swift"]

    /// Rooms that the design keeps from any I/O: no Glibc.
    static let pure: Set<String> = ["Governance", "Query", "Console"]

    func findings(in file: SourceFile) -> [Finding] {
        guard file.isSwift, let room = file.room else { return [] }
        guard let allowed = Self.rooms[room] else {
            let message = "room \(room) is not in the table of rooms; add it to ImportRule.rooms"
            return [Finding(path: file.path, line: 1, message: message)]
        }
        return file.codeLines.enumerated().compactMap { index, line in
            guard let module = Self.module(of: line), !allowed.contains(module) else { return nil }
            if Self.system.contains(module), !(module == "Glibc" && Self.pure.contains(room)) {
                return nil
            }
            let message = "\(room) may not import \(module)"
            return Finding(path: file.path, line: index + 1, message: message)
        }
    }

    /// The module that a line of code imports.
    static func module(of line: Substring) -> String? {
        var words = line.split(separator: " ")[...]
        let modifiers: Set<Substring> = ["package", "internal", "public", "private", "fileprivate"]
        while let word = words.first, modifiers.contains(word) || word.hasPrefix("@") {
            words.removeFirst()
        }
        guard words.popFirst() == "import" else { return nil }
        let kinds: Set<Substring> = [
            "struct", "class", "enum", "func", "var", "let", "typealias", "protocol",
        ]
        if let word = words.first, kinds.contains(word) { words.removeFirst() }
        return words.first.flatMap { $0.split { ".;".contains($0) }.first }.map(String.init)
    }
}
