/// Who did something.
package enum Actor: Hashable, Sendable, Codable {
    /// A person of the policy, known by the peer user id of the control socket.
    case person(OperatorName)
    /// A file in the kill directory.
    case killFile
    /// A signal to the supervisor.
    case signal
    /// The latch on disk, found engaged or unreadable at a start.
    case latch
    /// The supervisor itself, by a rule or a time of the policy.
    case supervisor

    /// The form of entries and of the wire: `operator:ana`, `kill-file`.
    package var text: String {
        switch self {
        case .person(let name): "operator:\(name)"
        case .killFile: "kill-file"
        case .signal: "signal"
        case .latch: "latch"
        case .supervisor: "supervisor"
        }
    }

    /// The form of sentences, after `by`: `ana`, `the latch on disk`.
    package var words: String {
        switch self {
        case .person(let name): name.text
        case .killFile: "a file in the kill directory"
        case .signal: "a signal"
        case .latch: "the latch on disk"
        case .supervisor: "the supervisor"
        }
    }

    /// Reads the form of entries; nil if it is none.
    package init?(text: String) {
        switch text {
        case "kill-file": self = .killFile
        case "signal": self = .signal
        case "latch": self = .latch
        case "supervisor": self = .supervisor
        case let text where text.hasPrefix("operator:"):
            self = .person(OperatorName(String(text.dropFirst("operator:".count))))
        default: return nil
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let actor = Actor(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "no such actor")
        }
        self = actor
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
