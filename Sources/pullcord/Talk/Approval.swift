import Console
import Control
import Governance
import SafeText

/// The friction before an approval: what must be so, and what must be typed (design section 5).
/// The supervisor checks the same again; here it is said before it is tried.
enum Approval {
    /// Why this hold cannot be approved from here at all; nil when it can be tried.
    static func obstacle(
        to hold: HoldView, digest: Digest?, isScript: Bool
    ) -> CommandFailure? {
        guard hold.summary.state == .open || isTurnable(hold) else {
            return CommandFailure(
                .stale,
                """
                \(name: hold.summary.code) does not wait any more: it is \
                \(Words.state(hold.summary.state)); see `pullcord holds`
                """)
        }
        if hold.summary.paused != nil {
            let agent: SafeText = "\(name: hold.summary.agent.text)"
            return CommandFailure(
                .notPermitted,
                """
                \(agent) is paused, so \(name: hold.summary.code) cannot be approved; run \
                `pullcord resume \(agent)` first, or deny it
                """)
        }
        if hold.isWithoutArguments {
            return CommandFailure(
                .refused,
                """
                the arguments of \(name: hold.summary.code) are gone, and what cannot be shown \
                cannot be approved; deny it, and the agent can ask again in its next run
                """)
        }
        if hold.summary.tier >= .high, !hold.isWhole {
            return CommandFailure(
                .refused,
                """
                not all arguments of \(name: hold.summary.code) can be shown, and what was not \
                read cannot be approved at tier high and above; deny it, or have it made smaller
                """)
        }
        if hold.summary.tier == .critical, hold.argumentBytes > HoldView.readableBytes {
            return CommandFailure(
                .refused,
                """
                the arguments of \(name: hold.summary.code) have \(hold.argumentBytes) bytes; \
                a critical call over \(HoldView.readableBytes) cannot be approved; deny it
                """)
        }
        if let digest, digest != hold.summary.digest {
            return CommandFailure(
                .stale,
                """
                the digest given is not that of \(name: hold.summary.code) as it is now; look \
                at it again with `pullcord holds \(name: hold.summary.code)` before approving
                """)
        }
        if isScript, hold.summary.tier == .critical {
            return CommandFailure(
                .notPermitted,
                """
                \(name: hold.summary.code) is critical: only a person at a terminal may approve \
                it; run `pullcord approve \(name: hold.summary.code)` there
                """)
        }
        return nil
    }

    /// Whether an approval can turn a denial around: the same call is then allowed once, when the
    /// agent asks again.
    static func isTurnable(_ hold: HoldView) -> Bool {
        hold.summary.state == .denied || hold.summary.state == .expired
    }

    /// What the person must type: the whole code at high and critical, its first character below.
    static func word(for hold: HoldView) -> String {
        hold.summary.tier >= .high ? hold.summary.code : String(hold.summary.code.prefix(1))
    }

    /// Whether what was typed is that word, or the whole code, which is more. Codes are ASCII letters and digits, and the case of
    /// a letter is no part of them.
    static func confirms(_ typed: String, _ hold: HoldView) -> Bool {
        let typed = typed.utf8.map(Self.upper)
        return [word(for: hold), hold.summary.code].contains {
            typed.elementsEqual($0.utf8.map(Self.upper))
        }
    }

    private static func upper(_ byte: UInt8) -> UInt8 {
        (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
    }

    /// The question under the card.
    static func question(for hold: HoldView) -> SafeText {
        let what: SafeText =
            hold.summary.tier >= .high
            ? "the whole code" : "the first character of the code"
        let was: SafeText =
            isTurnable(hold)
            ? """
            It is \(Words.state(hold.summary.state)): your approval allows the same call once, when \
            the agent asks again.\u{20}
            """ : ""
        return """
            \(was)To approve \(name: hold.summary.code) type \(what) and Enter; anything else leaves it \
            waiting
            """
    }
}
