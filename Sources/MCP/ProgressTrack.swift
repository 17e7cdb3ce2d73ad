internal import JSON

/// The progress told under one token: values strictly rise, whoever speaks, Pullcord while a call
/// is held or the server once it runs (all revisions, utilities/progress).
struct ProgressTrack: Sendable {
    /// What Pullcord itself has counted while the call waited; the server's values come on top.
    private var base: Int64 = 0
    private var last: ExactDecimal?

    /// The next value of a keep-alive.
    mutating func keepAlive() -> Int64 {
        base += 1
        last = ExactDecimal(base)
        return base
    }

    /// What to write in place of a server's values.
    enum Told {
        /// As they are.
        case asReceived
        /// These, since Pullcord counted before.
        case raised(progress: String, total: String?)
        /// Nothing: the value does not rise, or cannot be compared.
        case dropped
    }

    /// Takes the server's next value.
    mutating func server(progress: String, total: String?) -> Told {
        guard let value = ExactDecimal(number: progress),
            let raised = value.adding(ExactDecimal(base))
        else { return .dropped }
        if let last, raised <= last { return .dropped }
        last = raised
        guard base > 0 else { return .asReceived }
        let sum = total.flatMap { ExactDecimal(number: $0) }?.adding(ExactDecimal(base))
        return .raised(progress: raised.description, total: sum?.description)
    }
}

extension ExactDecimal {
    /// The decimal of a JSON number, exponent or not; nil beyond the bounds of `ExactDecimal`.
    fileprivate init?(number: String) {
        guard let decimal = JSONNumber(spelling: number)?.decimal else { return nil }
        self = decimal
    }
}
