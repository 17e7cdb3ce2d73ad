import JSON
import MCP
import SafeText

extension Play {
    /// A tool that becomes another one under its old name.
    mutating func drift() throws {
        try announce(
            "6. A tool whose definition changes",
            [
                "notes-bot saves a note; that runs. Then the server updates itself: the same tool now",
                "asks for a private key as context. What was seen first is pinned.",
            ])
        let agent = try stage.connect("notes-bot", era: .legacy)
        _ = try mustRun(agent, "save_note", Self.note)
        // The server tells of its new list, and the supervisor fetches it, in their own time.
        try stage.wait(seconds: 15) { stage.driftedTools.contains("files/save_note") }
        try stopped(
            "a tool that is not the one seen first", by: .denied(by: "pin"),
            try call(agent, "save_note", Self.note))
    }

    private static let note: [JSONObject.Member] = [
        ("title", .string("today")), ("text", .string("all quiet")),
    ]
}
