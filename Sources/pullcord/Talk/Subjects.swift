import Control
import Governance
import SafeText

/// Names and reasons as they are typed, checked for what the wire takes.
enum Subjects {
    static func agent(_ name: String) throws(CommandFailure) -> AgentName {
        AgentName(try text(name, "an agent"))
    }

    static func server(_ name: String) throws(CommandFailure) -> ServerName {
        ServerName(try text(name, "a server"))
    }

    /// `server/tool`, split at the first slash.
    static func tool(_ name: String) throws(CommandFailure) -> ToolName {
        let name = try text(name, "a tool")
        let parts = name.utf8.split(
            separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw CommandFailure(
                .usage, "\(untrusted: name) is no tool; write it as server/tool, such as pay/refund"
            )
        }
        return ToolName(
            server: ServerName(String(decoding: parts[0], as: UTF8.self)),
            tool: String(decoding: parts[1], as: UTF8.self))
    }

    /// A reason for the record: not empty, and not longer than the wire takes.
    static func reason(_ text: String) throws(CommandFailure) -> String {
        guard text.utf8.contains(where: { $0 != 0x20 }) else {
            throw CommandFailure(.usage, "the reason is empty; say why, for the record")
        }
        guard text.utf8.count <= ControlLimits.reasonBytes else {
            throw CommandFailure(
                .usage, "the reason is over \(ControlLimits.reasonBytes) bytes; make it shorter")
        }
        return text
    }

    private static func text(_ name: String, _ what: SafeText) throws(CommandFailure) -> String {
        guard !name.isEmpty, name.utf8.count <= ControlLimits.nameBytes else {
            throw CommandFailure(
                .usage, "the name of \(what) has 1 to \(ControlLimits.nameBytes) bytes")
        }
        return name
    }
}
