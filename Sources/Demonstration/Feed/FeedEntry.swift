import Control
import JSON

/// One entry of the trail as the supervisor's feed tells it (`pullcord audit tail -f --json`).
struct FeedEntry {
    /// One step of the path of checks.
    struct Finding {
        let check: String
        let ruling: String
        let detail: String?
    }

    /// The entry as it was told.
    let entry: EntryView
    private let data: JSONObject

    var kind: String { entry.kind }
    var call: UInt64? { entry.call }

    /// Reads one line; nil where it is no entry.
    init?(_ line: [UInt8]) throws(JSONError) {
        guard case .object(let entry) = try JSONValue.parse(line),
            let sequence = entry.count("sequence"), let time = entry.count("time"),
            let kind = entry.text("kind"), let text = entry.text("data"),
            case .object(let data) = try JSONValue.parse(Array(text.utf8))
        else { return nil }
        self.entry = EntryView(
            sequence: sequence, time: WallTime(nanoseconds: Int64(clamping: time)), kind: kind,
            call: entry.count("call"), data: text, payloads: [])
        self.data = data
    }

    private var judgement: JSONObject {
        guard case .object(let judgement)? = data["judgement"] else { return JSONObject() }
        return judgement
    }

    var agent: String? { judgement.text("agent") ?? data.text("agent") }
    var code: String? { data.text("code") }

    var tool: String? {
        guard case .object(let action)? = judgement["action"] else { return data.text("tool") }
        return action.text("tool")
    }

    /// The path of checks.
    var findings: [Finding] {
        guard case .array(let values)? = judgement["findings"] else { return [] }
        return values.compactMap { value in
            guard case .array(let parts) = value, parts.count >= 2,
                case .string(let check) = parts[0], case .string(let ruling) = parts[1]
            else { return nil }
            var detail: String?
            if parts.count > 3, case .string(let text) = parts[3] { detail = text }
            return Finding(check: check, ruling: ruling, detail: detail)
        }
    }

    /// The findings that led to the answer: those that say it, and what raised the tier.
    var reasons: [Finding] {
        let ruling: String
        switch kind {
        case "call.refused": ruling = "deny"
        case "call.held": ruling = "hold"
        default: return []
        }
        let found = findings.filter { $0.ruling == ruling || raises($0) }
        // What holds by its tier holds at its rung too, which says nothing more.
        let isOfTier = found.contains { $0.check == "tier" }
        return found.filter { $0.check != "rung" || !isOfTier }
    }

    private func raises(_ finding: Finding) -> Bool {
        kind == "call.held" && finding.check == "recipient" && finding.detail != "known"
    }
}

extension JSONObject {
    fileprivate func text(_ name: String) -> String? {
        guard case .string(let text)? = self[name] else { return nil }
        return text
    }

    /// A whole number, spelled as a string where it may pass what a double can hold.
    fileprivate func count(_ name: String) -> UInt64? {
        switch self[name] {
        case .string(let text)?: UInt64(text)
        case .number(let number)?: number.integer.flatMap(UInt64.init(exactly:))
        default: nil
        }
    }
}

extension FeedEntry {
    /// Whether a person who looks on should read it: what only the machinery needs is left out.
    var isTold: Bool {
        switch kind {
        case "supervisor.started", "policy.applied", "run.started", "rung.granted", "tool.drifted",
            "call.admitted", "call.held", "call.refused", "hold.approved", "hold.denied",
            "hold.expired", "hold.withdrawn":
            true
        default: false
        }
    }

    /// Who did it.
    var by: String { data.text("by") ?? "-" }
    /// Whether the call that ended did what it was for.
    var outcome: String? { data.text("outcome") }
}
