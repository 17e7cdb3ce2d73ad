import Control
import JSON

/// One entry of the trail as the supervisor's feed tells it (`pullcord audit tail -f --json`).
struct FeedEntry {
    /// One step of the path of checks.
    struct Finding {
        let check: String
        let ruling: String
        let line: Int?
        let detail: String?
    }

    let sequence: UInt64
    let time: WallTime
    let kind: String
    let call: UInt64?
    let data: JSONObject

    /// Reads one line; nil where it is no entry.
    init?(_ line: [UInt8]) throws(JSONError) {
        guard case .object(let entry) = try JSONValue.parse(line),
            let sequence = entry.count("sequence"), let time = entry.count("time"),
            let kind = entry.text("kind"), let text = entry.text("data"),
            case .object(let data) = try JSONValue.parse(Array(text.utf8))
        else { return nil }
        self.sequence = sequence
        self.time = WallTime(nanoseconds: Int64(clamping: time))
        self.kind = kind
        call = entry.count("call")
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

    /// What the call carries: `4000 usd`.
    var quantities: [String] {
        guard case .array(let values)? = judgement["quantities"] else { return [] }
        return values.compactMap { value in
            guard case .object(let quantity) = value, let amount = quantity.text("amount"),
                let unit = quantity.text("unit")
            else { return nil }
            return "\(amount) \(unit)"
        }
    }

    /// The path of checks.
    var findings: [Finding] {
        guard case .array(let values)? = judgement["findings"] else { return [] }
        return values.compactMap { value in
            guard case .array(let parts) = value, parts.count >= 2,
                case .string(let check) = parts[0], case .string(let ruling) = parts[1]
            else { return nil }
            var line: Int?
            var detail: String?
            if parts.count > 2, case .number(let number) = parts[2], number.integer != 0 {
                line = number.integer
            }
            if parts.count > 3, case .string(let text) = parts[3] { detail = text }
            return Finding(check: check, ruling: ruling, line: line, detail: detail)
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
    /// Who did it.
    var by: String { data.text("by") ?? "-" }
    /// Whether the call that ended did what it was for.
    var outcome: String? { data.text("outcome") }
}
