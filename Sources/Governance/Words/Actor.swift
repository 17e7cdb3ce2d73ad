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

    /// The form of entries and screens: `operator:ana`, `kill-file`.
    package var text: String {
        switch self {
        case .person(let name): "operator:\(name)"
        case .killFile: "kill-file"
        case .signal: "signal"
        case .latch: "latch"
        case .supervisor: "supervisor"
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        switch try container.decode(String.self) {
        case "kill-file": self = .killFile
        case "signal": self = .signal
        case "latch": self = .latch
        case "supervisor": self = .supervisor
        case let text where text.hasPrefix("operator:"):
            self = .person(OperatorName(String(text.dropFirst("operator:".count))))
        default:
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "no such actor")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
