import Governance
import SafeText

extension EntryWords {
    /// What became of a hold.
    static func ofHold(_ fact: Fact) -> EntryWords? {
        switch fact {
        case .holdApproved(let fact):
            return EntryWords(
                "APPROVED",
                [
                    "\(name: fact.code.text) by \(name: fact.by.text)\(channel(fact.channel))",
                    name(fact.call), quoted(fact.note),
                ])
        case .holdDenied(let fact):
            return EntryWords(
                "DENIED",
                [
                    "\(name: fact.code.text) by \(name: fact.by.text)\(channel(fact.channel))",
                    name(fact.call), word(fact.reason), quoted(fact.note),
                ])
        case .holdExpired(let fact):
            return EntryWords(
                "EXPIRED", [hold(fact.code, fact.call), "nobody answered in time, so denied"])
        case .holdWithdrawn(let fact):
            return EntryWords(
                "WITHDRAWN", [hold(fact.code, fact.call), SafeText(untrusted: fact.detail)])
        case .holdRecalled(let fact):
            return EntryWords(
                "RECALLED", [hold(fact.code, fact.call), "by \(name: fact.by.text)"])
        case .holdReopened(let fact):
            return EntryWords(
                "REOPENED", [hold(fact.code, fact.call), SafeText(untrusted: fact.detail)])
        case .holdExtended(let fact):
            let longer = fact.parkUntil.since(fact.at).nanoseconds
            return EntryWords(
                "EXTENDED",
                [
                    hold(fact.code, fact.call), "by \(name: fact.by.text)",
                    "\(Span.clock(longer)) left from then on",
                ])
        case .callerLeft(let fact), .callerReturned(let fact):
            return EntryWords("CALLER", [hold(fact.code, fact.call), word(fact.way)])
        default: return nil
        }
    }

    /// What a person wrote, quoted; nothing where it is empty.
    static func quoted(_ note: String) -> SafeText {
        note.isEmpty ? "" : "\(untrusted: note)"
    }

    private static func hold(_ code: HoldCode, _ call: CallID) -> SafeText {
        "\(name: code.text)  \(name(call))"
    }

    private static func name(_ call: CallID) -> SafeText { "\(name: call.description)" }

    private static func channel(_ channel: HoldAnswer.Channel) -> SafeText {
        channel == .script ? " (script)" : ""
    }

    private static func word(_ reason: DenialReason) -> SafeText {
        switch reason {
        case .wrongTarget: "wrong target"
        case .tooBroad: "too broad"
        case .suspicious: "suspicious"
        case .notNeeded: "not needed"
        case .policy: "policy"
        case .other: ""
        }
    }

    private static func word(_ way: CallerMoved.Way) -> SafeText {
        switch way {
        case .left: "left: it cancelled or hung up"
        case .toldToReturn: "was told that it waits, and to call again"
        case .returned: "came back and waits"
        }
    }
}
