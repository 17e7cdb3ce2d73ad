/// When the keys of a card begin to work: not before the terminal has shown it and a person could
/// have seen it (console reference, section 4.4).
///
/// The card's frame is followed by a question to the terminal (`CSI 5 n`). Its answer stands in the
/// input after all that was typed before the frame was there, so what comes before it is stale. From
/// the answer on a dwell runs, longer at higher tiers. Moving about does not start it again; a key
/// that would decide does, because it was meant for something else.
package struct Arming: Hashable, Sendable {
    /// The question that was sent with the card's frame.
    package let fence: UInt64
    private var painted: Int64?
    private var answered: Int64?
    private var early: Int64?

    /// How long no key that decides may have come, and how long any card is seen at least.
    static let quiet: Int64 = 400_000_000
    /// The dwell of a card on such a terminal, from when its frame was written.
    static let unfenced: Int64 = 1_500_000_000

    /// A card that goes on screen now.
    package init(fence: UInt64) { self.fence = fence }

    /// A frame has been written out: the one with this question or a newer one, which shows the card
    /// as well.
    package mutating func wasPainted(_ fence: UInt64, at now: Int64) {
        if painted == nil, fence >= self.fence { painted = now }
    }

    /// The terminal answered the question of that frame.
    package mutating func wasAnswered(_ fence: UInt64, at now: Int64) {
        if answered == nil, fence >= self.fence { answered = now }
    }

    /// A key that would decide came too early.
    package mutating func wasPressedEarly(at now: Int64) { early = now }

    /// When keys begin to work that need the card to be seen for `dwell`; nil while that is not known.
    /// `answers` says whether this terminal has ever answered such a question: one that has is waited
    /// for, however slow the line is.
    package func opens(after dwell: Int64, terminalAnswers answers: Bool) -> Int64? {
        let dwell = max(dwell, Self.quiet)
        let seen: Int64
        if let answered {
            seen = answered + dwell
        } else if !answers, let painted {
            seen = painted + max(Self.unfenced, dwell)
        } else {
            return nil
        }
        return early.map { max(seen, $0 + Self.quiet) } ?? seen
    }

    /// Whether the terminal attested that it had shown the card.
    package var isAttested: Bool { answered != nil }
}
