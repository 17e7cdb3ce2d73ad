package import Control
package import Query
package import SafeText

/// An entry as a row of the live tail: what is drawn, searched and jumped to. Its arguments stay in
/// the trail.
package struct TailRow: Hashable, Sendable {
    /// What kind of news it is: what is drawn apart, and what is never folded.
    package enum Weight: UInt8, Sendable {
        /// A call that ran, or its end.
        case calm
        /// A call that waits.
        case held
        /// A call that was refused.
        case denied
        /// An act of a person or of the supervisor.
        case act
    }

    package let sequence: UInt64
    package let time: WallTime
    /// The entry's type.
    package let kind: String
    /// What happened, as a word or two.
    package let word: SafeText
    /// To what, by whom and why.
    package let about: SafeText
    package let weight: Weight
    package let call: UInt64?
    package let agent: String?
    package let run: String?
    package let tool: String?
    /// What filters and searches read.
    package let record: EntryRecord

    package init(
        _ record: EntryRecord, time: WallTime, kind: String, word: SafeText, about: SafeText,
        weight: Weight, call: UInt64? = nil, agent: String? = nil, run: String? = nil,
        tool: String? = nil
    ) {
        self.record = record
        sequence = record.sequence
        self.time = time
        self.kind = kind
        self.word = word
        self.about = about
        self.weight = weight
        self.call = call
        self.agent = agent
        self.run = run
        self.tool = tool
    }
}
