package import Governance

/// An agent of the policy.
package struct AgentView: Hashable, Sendable {
    /// How an agent proves itself.
    package enum Proof: String, WireWord, CaseIterable {
        /// By the file it holds.
        case token
        /// By the user id of its connection.
        case user
    }

    /// Its name in the policy.
    package var name: AgentName
    /// Who answers for it.
    package var owner: String
    /// How it proves itself.
    package var proof: Proof
    /// Whether the proof exists: a token file was made and not revoked, or the user does.
    package var isProvable: Bool
    /// Why it is not apart from operators or the supervisor; empty when it is.
    package var unguarded: [String]
    /// Its pause, while there is one.
    package var paused: ActView?
    /// That it is read from more slowly, while it is: too much that it asked was refused; since 1.2.
    package var heldBack: HeldBackView?
    /// Open connections.
    package var connections: Int
    /// Its run, while there is one.
    package var run: String?
    /// Its open holds.
    package var holds: Int
    /// Its calls that a server has not answered.
    package var inFlight: Int
    /// Its tools.
    package var rungs: [RungView]

    /// Makes the view of its parts.
    package init(
        name: AgentName, owner: String, proof: Proof, isProvable: Bool, unguarded: [String],
        paused: ActView? = nil, heldBack: HeldBackView? = nil, connections: Int, run: String? = nil,
        holds: Int, inFlight: Int,
        rungs: [RungView]
    ) {
        self.name = name
        self.owner = owner
        self.proof = proof
        self.isProvable = isProvable
        self.unguarded = unguarded
        self.paused = paused
        self.heldBack = heldBack
        self.connections = connections
        self.run = run
        self.holds = holds
        self.inFlight = inFlight
        self.rungs = rungs
    }
}

extension AgentView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        name = try reader.name("name")
        owner = try reader.text("owner", limit: ControlLimits.nameBytes)
        proof = try reader.word("proof")
        isProvable = try reader.flag("isProvable")
        unguarded = try reader.sentences("unguarded")
        paused = try reader.optionalValue("paused")
        heldBack = try reader.optionalValue("heldBack")
        connections = try reader.count("connections")
        run = try reader.optionalText("run", limit: ControlLimits.nameBytes)
        holds = try reader.count("holds")
        inFlight = try reader.count("inFlight")
        rungs = try reader.values("rungs", limit: ControlLimits.subjects)
    }

    func write(to writer: inout WireWriter) {
        writer.text("name", name.text)
        writer.text("owner", owner)
        writer.word("proof", proof)
        writer.flag("isProvable", isProvable)
        writer.sentences("unguarded", unguarded)
        writer.optionalValue("paused", paused)
        writer.optionalValue("heldBack", heldBack)
        writer.count("connections", connections)
        writer.optionalText("run", run)
        writer.count("holds", holds)
        writer.count("inFlight", inFlight)
        writer.values("rungs", rungs)
    }
}
