/// Why a person denies: one of five words, or words of their own. The agent never sees it.
package enum ControlDenial: Hashable, Sendable {
    /// The call is right and its object is not.
    case wrongTarget
    /// It would touch more than it needs to.
    case tooBroad
    /// It looks like somebody else's will.
    case suspicious
    /// Nothing needs it.
    case notNeeded
    /// It is against a rule that is not in the policy file yet.
    case policy
    /// The person's own words, within `ControlLimits.reasonBytes`.
    case text(String)

    /// The reasons with a number of their own, 1 to 5 in this order; 6 is a text.
    package static let numbered: [ControlDenial] = [
        .wrongTarget, .tooBroad, .suspicious, .notNeeded, .policy,
    ]

    /// The words as people read and type them.
    package var sentence: String {
        switch self {
        case .wrongTarget: "wrong target"
        case .tooBroad: "too broad"
        case .suspicious: "suspicious"
        case .notNeeded: "not needed"
        case .policy: "policy"
        case .text(let text): text
        }
    }
}

extension ControlDenial: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        switch try reader.word("kind") as Kind {
        case .wrongTarget: self = .wrongTarget
        case .tooBroad: self = .tooBroad
        case .suspicious: self = .suspicious
        case .notNeeded: self = .notNeeded
        case .policy: self = .policy
        case .text: self = .text(try reader.text("text", limit: ControlLimits.reasonBytes))
        }
    }

    func write(to writer: inout WireWriter) {
        writer.word("kind", kind)
        if case .text(let text) = self { writer.text("text", text) }
    }

    private var kind: Kind {
        switch self {
        case .wrongTarget: .wrongTarget
        case .tooBroad: .tooBroad
        case .suspicious: .suspicious
        case .notNeeded: .notNeeded
        case .policy: .policy
        case .text: .text
        }
    }

    private enum Kind: String, WireWord {
        case wrongTarget = "wrong-target"
        case tooBroad = "too-broad"
        case suspicious
        case notNeeded = "not-needed"
        case policy, text
    }
}
