/// Why the probe stops.
struct ProbeError: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
}

/// `trail-probe MODE FOLDER [--name value]…`
struct ProbeArguments {
    enum Mode: String {
        /// Append calls through the product's writer.
        case append
        /// Append rows with `synchronous` lowered, on a connection of the probe's own.
        case weak
        case verify
        case export
        /// Print what a restart would find.
        case open
    }

    let mode: Mode
    let folder: String
    /// Two entries and two payloads each.
    var calls = 1_000
    /// Calls queued before the probe waits for them to be durable.
    var batch: UInt64 = 1
    /// Callers that wait for their own call each, all on one loop.
    var callers = 1
    var isUrgent = true
    var payloadBytes = 64
    /// Print `ack N` once entry N is durable.
    var printsAcknowledgements = false
    /// Frames in the log before they are copied; small, so that a short run has many copies.
    var frames: Int32 = 1_000
    var ballastBytes = 256 << 10
    /// Where `export` writes.
    var target = ""

    init(_ words: [String]) throws(ProbeError) {
        guard words.count >= 2, let mode = Mode(rawValue: words[0]) else {
            throw ProbeError(
                "usage: trail-probe append|weak|verify|export|open FOLDER [--name value]")
        }
        self.mode = mode
        folder = words[1]
        var rest = words.dropFirst(2)
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { throw ProbeError("\(name) needs a value") }
            try set(name, value)
        }
    }

    private mutating func set(_ name: String, _ value: String) throws(ProbeError) {
        switch name {
        case "--calls": calls = try Self.number(name, value)
        case "--batch": batch = UInt64(try Self.number(name, value))
        case "--callers": callers = try Self.number(name, value)
        case "--payload": payloadBytes = try Self.number(name, value)
        case "--urgency": isUrgent = value == "now"
        case "--acks": printsAcknowledgements = value == "yes"
        case "--frames": frames = Int32(try Self.number(name, value))
        case "--ballast": ballastBytes = try Self.number(name, value)
        case "--to": target = value
        default: throw ProbeError("unknown argument \(name)")
        }
    }

    private static func number(_ name: String, _ value: String) throws(ProbeError) -> Int {
        guard let number = Int(value), number > 0 else {
            throw ProbeError("\(name) needs a number above 0")
        }
        return number
    }
}
