/// A card: all that a person must see before answering.
package struct HoldView: Hashable, Sendable {
    /// The hold.
    package var summary: HoldSummary
    /// Whose machine, and its states; UNGUARDED is shown on the card.
    package var host: HostView
    /// Every argument, in the order received; untrusted.
    package var arguments: [ArgumentView]
    /// What the server gets beside the arguments, by its pointer in the message; untrusted.
    package var alsoSent: [ArgumentView]
    /// Arguments that are over the limit of a card and so not here; 0 when all are.
    package var missingArguments: Int
    /// The length of the arguments and of what is sent beside them, as received.
    package var argumentBytes: Int
    /// The blast radius, by unit; empty when the policy declares none.
    package var blast: [BlastView]
    /// How it can be undone, by the policy; absent when it cannot.
    package var undo: String?
    /// Why it is held, every check that says so.
    package var why: [ReasonView]
    /// What is known of the tool's definition.
    package var pin: PinState
    /// Whether an approval needs words of its own.
    package var mustJustify: Bool
    /// Other open holds.
    package var waiting: Int
    /// Operators who are connected now, the reader among them.
    package var present: [String]

    /// Makes the view of its parts.
    package init(
        summary: HoldSummary, host: HostView, arguments: [ArgumentView],
        alsoSent: [ArgumentView] = [], missingArguments: Int,
        argumentBytes: Int, blast: [BlastView], undo: String? = nil, why: [ReasonView],
        pin: PinState, mustJustify: Bool, waiting: Int, present: [String]
    ) {
        self.summary = summary
        self.host = host
        self.arguments = arguments
        self.alsoSent = alsoSent
        self.missingArguments = missingArguments
        self.argumentBytes = argumentBytes
        self.blast = blast
        self.undo = undo
        self.why = why
        self.pin = pin
        self.mustJustify = mustJustify
        self.waiting = waiting
        self.present = present
    }
}

extension HoldView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        summary = try reader.value("summary")
        host = try reader.value("host")
        arguments = try reader.values("arguments", limit: ControlLimits.arguments)
        alsoSent = try reader.values("alsoSent", limit: ControlLimits.arguments)
        missingArguments = try reader.count("missingArguments")
        argumentBytes = try reader.count("argumentBytes")
        blast = try reader.values("blast", limit: ControlLimits.sentences)
        undo = try reader.optionalText("undo", limit: ControlLimits.nameBytes)
        why = try reader.values("why", limit: ControlLimits.sentences)
        pin = try reader.word("pin")
        mustJustify = try reader.flag("mustJustify")
        waiting = try reader.count("waiting")
        present = try reader.texts(
            "present", limit: ControlLimits.subjects, each: ControlLimits.nameBytes)
    }

    func write(to writer: inout WireWriter) {
        writer.value("summary", summary)
        writer.value("host", host)
        writer.values("arguments", arguments)
        writer.values("alsoSent", alsoSent)
        writer.count("missingArguments", missingArguments)
        writer.count("argumentBytes", argumentBytes)
        writer.values("blast", blast)
        writer.optionalText("undo", undo)
        writer.values("why", why)
        writer.word("pin", pin)
        writer.flag("mustJustify", mustJustify)
        writer.count("waiting", waiting)
        writer.texts("present", present)
    }
}
