package import Governance

/// A person's answer to a hold, bound to what they saw.
package struct ControlAnswer: Hashable, Sendable {
    /// What is answered.
    package enum Decision: Hashable, Sendable {
        /// What was shown may run, once.
        case approve
        /// It may not, and the reason is recorded.
        case deny(ControlDenial)
    }

    /// Who spoke: a person at a terminal who saw the card, or a script. A script's approval counts
    /// as no evidence and reaches only the tiers that the policy allows scripts (design section 2).
    package enum Channel: String, WireWord, CaseIterable {
        /// The card was shown at a terminal and its code typed there.
        case terminal
        /// There was no terminal.
        case script
    }

    /// The code of the hold, three characters.
    package var code: String
    /// The digest that was shown, or given by a script; the supervisor compares it.
    package var digest: Digest
    /// The revision of the card that was shown.
    package var revision: Int
    /// The answer.
    package var decision: Decision
    /// Who spoke.
    package var channel: Channel
    /// The person's own words for an approval; the policy may require them (`justify: required`).
    package var justification: String?

    /// Makes an answer; nothing is checked here, the supervisor does.
    package init(
        code: String, digest: Digest, revision: Int, decision: Decision, channel: Channel,
        justification: String? = nil
    ) {
        self.code = code
        self.digest = digest
        self.revision = revision
        self.decision = decision
        self.channel = channel
        self.justification = justification
    }
}

extension ControlAnswer: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        code = try reader.code("code")
        digest = try reader.digest("digest")
        revision = try reader.count("revision")
        channel = try reader.word("channel")
        justification = try reader.optionalText(
            "justification", limit: ControlLimits.reasonBytes)
        switch try reader.word("decision") as Word {
        case .approve: decision = .approve
        case .deny: decision = .deny(try reader.value("reason"))
        }
    }

    func write(to writer: inout WireWriter) {
        writer.text("code", code)
        writer.text("digest", digest.hexadecimal)
        writer.count("revision", revision)
        writer.word("channel", channel)
        writer.optionalText("justification", justification)
        switch decision {
        case .approve:
            writer.word("decision", Word.approve)
        case .deny(let reason):
            writer.word("decision", Word.deny)
            writer.value("reason", reason)
        }
    }

    private enum Word: String, WireWord { case approve, deny }
}
