import Control
import JSON
import SafeText

extension EntryWords {
    /// What the trail says of itself; nil for other kinds and for data that says nothing.
    static func ofTrail(_ entry: EntryView) throws(JSONError) -> EntryWords? {
        guard case .object(let data) = try JSONValue.parse(Array(entry.data.utf8)) else {
            return nil
        }
        switch entry.kind {
        case TrailWords.segmentOpened:
            guard case .string(let origin)? = data["origin"] else { return nil }
            return EntryWords("TRAIL", ["of \(name: origin) begins"])
        case TrailWords.stopped:
            return EntryWords("STOPPED", ["the supervisor, cleanly"])
        case TrailWords.degraded:
            guard case .string(let first)? = data["first_lost"] else { return nil }
            return EntryWords(
                "TRAIL", ["the disk was full: what was queued from \(name: first) on is lost"])
        case TrailWords.snapshotTaken:
            return EntryWords("SNAPSHOT", ["of the state, from which a restart can go on"])
        case TrailWords.redacted, TrailWords.redactionRefused:
            guard case .string(let target)? = data["target"],
                case .string(let actor)? = data["actor"],
                case .string(let reason)? = data["reason"]
            else { return nil }
            let isDone = entry.kind == TrailWords.redacted
            return EntryWords(
                isDone ? "ERASED" : "NOT DONE",
                [
                    isDone
                        ? "payloads of entry \(name: target)"
                        : "erasing payloads of entry \(name: target)",
                    "by \(Words.by(actor)): \(untrusted: reason)",
                ])
        default: return nil
        }
    }
}
