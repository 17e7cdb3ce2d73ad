import Control
import SafeText

/// One entry of the feed as a line for a person.
enum FeedLine {
    /// The line; nil for entries that only the machinery needs.
    static func of(_ entry: FeedEntry) -> SafeText? {
        guard let words = words(of: entry) else { return nil }
        return "  | \(SafeText(untrusted: entry.time.clock))Z  \(entry.sequence)  \(words)"
    }

    private static func words(of entry: FeedEntry) -> SafeText? {
        let agent = SafeText(name: entry.agent ?? "-")
        let tool = SafeText(name: entry.tool ?? "-")
        let code = SafeText(name: entry.code ?? "-")
        switch entry.kind {
        case "call.admitted":
            let after: SafeText = entry.code == nil ? "" : " after \(code) was approved"
            return "ALLOWED  \(agent)  \(tool)\(amounts(of: entry))\(after)"
        case "call.held":
            return "HELD \(code)  \(agent)  \(tool)\(amounts(of: entry))  because \(why(entry))"
        case "call.refused":
            return "DENIED  \(agent)  \(tool)\(amounts(of: entry))  because \(why(entry))"
        case "call.finished": return nil
        case "hold.approved": return "APPROVED \(code)  by \(name: entry.by)"
        case "hold.denied": return "DENIED \(code)  by \(name: entry.by)"
        case "hold.expired": return "EXPIRED \(code)  nobody answered in time, so it is denied"
        case "hold.withdrawn": return "WITHDRAWN \(code)"
        case "rung.granted": return "GRANTED  \(agent) may use \(tool) alone, within its caps"
        case "tool.drifted": return "DRIFTED  \(tool) is not what was seen first"
        case "run.started": return "RUN  of \(agent) begins"
        case "supervisor.started", "policy.applied":
            return SafeText(untrusted: entry.kind)
        default: return nil
        }
    }

    /// Why, in the supervisor's own words, each with the line of the policy.
    static func why(_ entry: FeedEntry) -> SafeText {
        let reasons = entry.reasons.map { reason -> SafeText in
            let detail = reason.detail.map { ": \(SafeText(untrusted: $0))" as SafeText } ?? ""
            let line = reason.line.map { " (policy line \($0))" as SafeText } ?? ""
            return "\(name: reason.check)\(detail)\(line)"
        }
        return reasons.isEmpty ? "the trail says no more" : reasons.joined(by: "; ")
    }

    private static func amounts(of entry: FeedEntry) -> SafeText {
        entry.quantities.map { "  \(SafeText(untrusted: $0))" as SafeText }.joined(by: "")
    }
}
