package import JSON

/// What was spent of the policy's rates and sums, by tool and account, over all agents.
///
/// A log belongs to what is counted, not to the limit that counts it: an edited limit finds what
/// was spent before. Reservations stand in the same logs and are taken out again only when the
/// call is known not to have happened.
struct Ledger: Hashable, Sendable, Codable {
    private var logs: [Account: SlidingLog] = [:]

    /// What lies in the window that ends now.
    func sum(of account: Account, window: Duration, at now: Moment) -> ExactDecimal {
        logs[account]?.sum(window: window, at: now) ?? .zero
    }

    /// What lies in the window that ends now, but for what this call itself holds reserved.
    func sum(
        of account: Account, window: Duration, at now: Moment, without call: CallID
    ) -> ExactDecimal {
        logs[account]?.sum(window: window, at: now, without: call) ?? .zero
    }

    /// Whether one more amount can be counted exactly.
    func canCount(_ amount: ExactDecimal, of account: Account) -> Bool {
        logs[account]?.canCount(amount) ?? true
    }

    /// When the oldest of the window leaves it.
    func firstLeaves(_ account: Account, window: Duration, at now: Moment) -> Moment? {
        logs[account]?.firstLeaves(window: window, at: now)
    }

    mutating func reserve(_ reservations: [Reservation], for call: CallID, at now: Moment) {
        for reservation in reservations {
            logs[reservation.account, default: SlidingLog()].count(
                call, reservation.amount, retention: .nanoseconds(reservation.retention), at: now)
        }
    }

    mutating func release(_ reservations: [Reservation], of call: CallID) {
        for reservation in reservations {
            logs[reservation.account]?.release(call)
        }
    }
}

/// What a limit counts.
package struct Account: Hashable, Sendable, Codable {
    /// The kinds of counting.
    package enum Kind: Hashable, Sendable, Codable {
        case calls
        case sum(Unit)
        case newRecipients

        package init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            switch try container.decode(String.self) {
            case "calls": self = .calls
            case "new-recipients": self = .newRecipients
            case let text where text.hasPrefix("sum:"):
                self = .sum(Unit(String(text.dropFirst("sum:".count))))
            default:
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "no such account")
            }
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(word)
        }

        /// The form of entries: `calls`, `new-recipients`, `sum:usd`.
        var word: String {
            switch self {
            case .calls: "calls"
            case .newRecipients: "new-recipients"
            case .sum(let unit): "sum:\(unit)"
            }
        }
    }

    /// The tool whose calls are counted, over all agents.
    package let tool: ToolName
    package let kind: Kind

    package init(tool: ToolName, kind: Kind) {
        self.tool = tool
        self.kind = kind
    }
}

/// One amount that a call takes from a limit.
package struct Reservation: Hashable, Sendable, Codable {
    package let account: Account
    package let amount: ExactDecimal
    /// Nanoseconds for which the amount has to be remembered: the longest window that counts it.
    package let retention: Int64
}
