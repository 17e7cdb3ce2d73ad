/// The holds: open ones, those that rest or wait for a retry, and the last that were settled.
package struct Holds: Hashable, Sendable, Codable {
    /// How many may be open at once, over all agents (design section 8).
    package static let openLimit = 500
    /// How many settled ones are kept, so that a denial can still be turned into "allow on retry".
    static let settledLimit = 500

    package private(set) var live: [CallID: Hold] = [:]
    package private(set) var settled: [Hold] = []
    /// The live ones by what they ask about, so that a proposal finds its own at once.
    private var byDigest: [Digest: [CallID]] = [:]
    /// How many were opened, which deals the codes.
    private(set) var dealt: UInt64 = 0
    /// When the holds of the last day were opened: codes do not come again within a day.
    private(set) var openings: [Moment] = []

    /// No holds.
    package init() {}

    package subscript(call call: CallID) -> Hold? { live[call] }

    /// The newest hold with this code, live or settled.
    package func hold(coded code: HoldCode) -> Hold? {
        live.values.first { $0.code == code } ?? settled.last { $0.code == code }
    }

    /// The live hold that the same call of the same agent comes back to: one that nobody waits
    /// for, approved before open, the oldest first.
    func hold(toReturnTo proposal: Proposal, in run: RunID) -> Hold? {
        guard let calls = byDigest[proposal.digest] else { return nil }
        let found = calls.compactMap { live[$0] }.filter {
            let judgement = $0.judgement
            return !$0.isCallerWaiting && judgement.agent == proposal.agent
                && judgement.action == proposal.action && judgement.run == run
        }
        return found.min {
            ($0.isOpen ? 1 : 0, $0.judgement.call) < ($1.isOpen ? 1 : 0, $1.judgement.call)
        }
    }

    /// How many holds of an agent wait for a person.
    func openCount(of agent: AgentName) -> Int {
        live.values.count { $0.judgement.agent == agent && $0.isOpen }
    }

    /// How many holds wait for a person.
    package var openCount: Int { live.values.count { $0.isOpen } }

    /// Whether one more can get a code that was not used within a day.
    func canDeal(at now: Moment) -> Bool {
        openings.count < HoldCode.capacity || now.since(openings[0]) >= .seconds(86_400)
    }

    /// The code that the next hold gets.
    var nextCode: HoldCode { HoldCode(dealing: dealt) }

    mutating func open(_ hold: Hold, at now: Moment) {
        live[hold.judgement.call] = hold
        byDigest[hold.judgement.digest, default: []].append(hold.judgement.call)
        dealt += 1
        openings.removeAll { now.since($0) >= .seconds(86_400) }
        openings.append(now)
    }

    /// Changes a live hold; one that the change settles moves to the settled ones.
    mutating func change(_ call: CallID, _ body: (inout Hold) -> Void) {
        guard var hold = live.removeValue(forKey: call) else { return }
        body(&hold)
        if hold.isSettled {
            unindex(hold)
            settled.append(hold)
            if settled.count > Holds.settledLimit {
                settled.removeFirst(settled.count - Holds.settledLimit)
            }
        } else {
            live[call] = hold
        }
    }

    /// Brings a denied or expired hold back, to be allowed on retry.
    mutating func revive(_ call: CallID, _ body: (inout Hold) -> Void) {
        guard let index = settled.lastIndex(where: { $0.judgement.call == call }) else { return }
        var hold = settled.remove(at: index)
        body(&hold)
        live[call] = hold
        byDigest[hold.judgement.digest, default: []].append(call)
    }

    private mutating func unindex(_ hold: Hold) {
        let digest = hold.judgement.digest
        byDigest[digest]?.removeAll { $0 == hold.judgement.call }
        if byDigest[digest]?.isEmpty ?? false { byDigest[digest] = nil }
    }
}
