package import Governance

/// A person named in the policy, and what they may do.
package struct OperatorView: Hashable, Sendable {
    /// Powers beyond answering.
    package enum Power: String, WireWord, CaseIterable {
        /// Release a kill.
        case release
        /// Accept a definition or code.
        case accept
        /// Grant rungs.
        case grant
        /// Apply a pending policy.
        case apply
    }

    /// The name in the policy.
    package var name: OperatorName
    /// The highest tier they may answer; absent when they may answer none.
    package var answers: Tier?
    /// The highest tier their scripts may answer; absent when none.
    package var scripts: Tier?
    /// What else they may do.
    package var may: [Power]
    /// How many connections they have open now.
    package var present: Int

    /// Makes the view of its parts.
    package init(
        name: OperatorName, answers: Tier? = nil, scripts: Tier? = nil, may: [Power], present: Int
    ) {
        self.name = name
        self.answers = answers
        self.scripts = scripts
        self.may = may
        self.present = present
    }
}

extension OperatorView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        name = try reader.name("name")
        answers = try reader.optionalWord("answers")
        scripts = try reader.optionalWord("scripts")
        may = try reader.words("may", limit: ControlLimits.sentences)
        present = try reader.count("present")
    }

    func write(to writer: inout WireWriter) {
        writer.text("name", name.text)
        writer.optionalWord("answers", answers)
        writer.optionalWord("scripts", scripts)
        writer.words("may", may)
        writer.count("present", present)
    }
}
