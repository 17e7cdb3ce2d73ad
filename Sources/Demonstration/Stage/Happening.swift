import Transport

/// What the loop tells the thread that plays the demonstration.
enum Happening: Sendable {
    /// A program wrote a line.
    case line([UInt8], from: Child)
    /// A program is gone, with the last it said on standard error.
    case ended(Child, complaints: [UInt8])
    /// A command has run to its end.
    case ran(CommandRun.Outcome)
    /// A command could not be started.
    case notRun(TransportError)
    /// A person, or the system, wants the end.
    case interrupted
}
