import JSON

extension Governor {
    /// How long an approval at high or critical rests before it goes, so that it can be recalled
    /// (console reference, section on recall).
    package static let rest = Duration.seconds(3)

    /// The longest arguments that a person is taken to read to their end before a critical call,
    /// in bytes; what is over cannot be approved (design section 7.6).
    package static let readableBytes = 64 << 10

    /// A person answers a hold. Settled exactly once: the first answer wins, and a later one is
    /// told so.
    func settle(by answer: HoldAnswer, at now: Moment) -> [Fact] {
        let act = "\(answer.verdict.word) \(answer.code)"
        guard let hold = holds.hold(coded: answer.code) else {
            return refuse(
                act, answer.by, "there is no hold \(answer.code)", as: .notFound, at: now)
        }
        if let objection = objection(to: answer, of: hold, at: now) {
            return refuse(act, answer.by, objection.sentence, as: objection.kind, at: now)
        }
        switch answer.verdict {
        case .deny(let reason, let note):
            let fact = HoldDenied(
                at: now, call: hold.judgement.call, code: hold.code, by: answer.by,
                channel: answer.channel, reason: reason, note: note)
            return [.holdDenied(fact)]
        case .approve: return approve(hold, by: answer, act, at: now)
        }
    }

    private func approve(
        _ hold: Hold, by answer: HoldAnswer, _ act: String, at now: Moment
    ) -> [Fact] {
        let goes = hold.judgement.tier >= .high ? now.advanced(by: Governor.rest) : now
        let good = hold.isSettled ? now.advanced(by: policy?.holds.park ?? .zero) : hold.parkUntil
        func approved(goesAt: Moment?) -> Fact {
            .holdApproved(
                HoldApproved(
                    at: now, call: hold.judgement.call, code: hold.code, by: answer.by,
                    channel: answer.channel, digest: hold.judgement.digest, goesAt: goesAt,
                    goodUntil: good, note: answer.note))
        }
        guard hold.isCallerWaiting, !hold.isSettled else { return [approved(goesAt: nil)] }
        guard goes < hold.parkUntil else {
            return refuse(
                act, answer.by, "too little of its time is left: extend it first", at: now)
        }
        switch admission(of: hold, by: answer.by, at: now) {
        case .failure(let obstacle): return refuse(act, answer.by, obstacle.sentence, at: now)
        case .success(let admitted):
            if goes > now { return [approved(goesAt: goes)] }
            return [approved(goesAt: now), .callAdmitted(admitted)]
        }
    }

    /// Why this person may not answer this hold in this way, or what changed since it was shown.
    private func objection(to answer: HoldAnswer, of hold: Hold, at now: Moment) -> Objection? {
        let tier = hold.judgement.tier
        guard let person = policy?.operators[answer.by] else {
            return Objection("the policy names no operator \(answer.by)")
        }
        // Saying no is always open: only what lets a call go needs the right to its tier.
        guard case .approve = answer.verdict else {
            return hold.isSettled ? .already(hold) : nil
        }
        if tier > person.answers {
            return Objection(
                "\(answer.by) answers up to \(person.answers.word), this is \(tier.word)")
        }
        if answer.channel == .script {
            guard tier < .critical, let most = person.scripts, tier <= most else {
                return Objection(
                    "scripts of \(answer.by) may not answer \(tier.word): answer at a terminal")
            }
        }
        return objectionToApproving(hold, answer, at: now)
    }

    private func objectionToApproving(
        _ hold: Hold, _ answer: HoldAnswer, at now: Moment
    ) -> Objection? {
        switch hold.state {
        case .open: break
        case .denied, .expired:
            // What a script was told to approve was open then.
            guard answer.channel != .script else {
                return Objection(
                    "it is already \(hold.state.word): only a person at a terminal may still "
                        + "allow it on retry", as: .tooLate)
            }
        case .resting, .permitted, .admitted, .withdrawn: return .already(hold)
        }
        let agent = hold.judgement.agent
        if isBarredAsOwner(answer.by, of: agent) {
            return Objection(
                "\(answer.by) owns \(agent): the policy asks somebody else to approve")
        }
        if answer.digest != hold.judgement.digest || answer.revision != hold.revision {
            return Objection("it is not what was shown: look at it again", as: .stale)
        }
        if !hold.isSettled, now >= hold.parkUntil {
            return Objection("its time is over", as: .tooLate)
        }
        if let unseen = objectionToShowing(hold, answer.showing) { return Objection(unseen) }
        if let (_, detail) = obstacle(to: hold.judgement) { return Objection(detail) }
        return changeSince(hold.judgement).map { Objection($0) }
    }

    /// Why nobody can have seen what they approve, whatever they sent: an approval needs a card
    /// that shows all of the call (design section 7.6).
    private func objectionToShowing(_ hold: Hold, _ showing: HoldAnswer.Showing) -> String? {
        let tier = hold.judgement.tier
        if tier >= .critical, hold.argumentBytes > Governor.readableBytes {
            return "its arguments have \(hold.argumentBytes) bytes, and nobody reads over "
                + "\(Governor.readableBytes) before a critical call: deny it, and have the agent "
                + "ask for less at once"
        }
        switch showing {
        case .whole: return nil
        case .cut:
            guard tier >= .high else { return nil }
            return "its arguments cannot be shown whole, which \(tier.word) asks for: deny it, and "
                + "have the agent ask for less at once"
        case .nothing:
            return "its arguments are gone, so nobody can see what it would do: deny it, and the "
                + "agent can ask again in its next run"
        }
    }

    /// Whether the policy keeps this person from approving for an agent of their own. Denying stays
    /// open to everybody: it can only stop something.
    func isBarredAsOwner(_ person: OperatorName, of agent: AgentName) -> Bool {
        guard let policy, let rights = policy.operators[person], let subject = policy.agents[agent]
        else { return false }
        return !subject.ownerMayAnswer && subject.isOwned(by: rights)
    }

    /// What changed since the proposal was judged, so that its approval would be for another call.
    func changeSince(_ judgement: Judgement) -> String? {
        guard let (kind, detail) = change(since: judgement, judgement.definition) else {
            return nil
        }
        let rest = kind == .changed ? ", and the agent can ask again in its next run" : ""
        return "\(detail) since it was proposed: deny it\(rest)"
    }

    /// The admission of an approved hold, counted at this moment; or what stands in its way.
    /// Limits are checked again, but for those that the hold was opened for.
    func admission(
        of hold: Hold, by person: OperatorName, at now: Moment
    ) -> Result<CallAdmitted, Obstacle> {
        let judgement = hold.judgement
        if let (kind, detail) = obstacle(to: judgement) {
            // Holds stay through a pause and a freeze (design section 4).
            let passes = kind == .paused || kind == .frozen
            return .failure(Obstacle(detail, passes: passes))
        }
        if let change = changeSince(judgement) { return .failure(Obstacle(change)) }
        let tool = judgement.action.tool.flatMap { policy?.tools[$0] }
        for limit in tool?.limits ?? [] {
            if let over = excess(of: hold, over: limit, at: now) { return .failure(over) }
        }
        return .success(
            CallAdmitted(
                at: now, judgement: judgement, reservations: hold.reservations,
                spending: hold.spending, code: hold.code, approvedBy: person))
    }

    private func excess(of hold: Hold, over limit: Limit, at now: Moment) -> Obstacle? {
        guard let tool = hold.judgement.action.tool, policy?.mode == .enforce else { return nil }
        let account = Account(tool: tool, kind: limit.kind)
        guard !hold.covers.contains(CoveredLimit(account: account, limit: limit)),
            let own = hold.reservations.first(where: { $0.account == account })
        else { return nil }
        let others = ledger.sum(
            of: account, window: limit.window, at: now, without: hold.judgement.call)
        guard let sum = others.adding(own.amount), sum <= limit.amount else {
            let free = ledger.firstLeaves(account, window: limit.window, at: now)
            let wait = free.map { " for \($0.since(now).words)" } ?? ""
            return Obstacle(
                "it would go over \(limit.words)\(wait): approve it later", passes: true)
        }
        return nil
    }

    /// A person takes back an approval of which no byte was written.
    func recall(
        _ code: HoldCode, by person: OperatorName, isUnwritten: Bool, at now: Moment
    ) -> [Fact] {
        let act = "recall \(code)"
        guard let hold = holds.hold(coded: code) else {
            return refuse(act, person, "there is no hold \(code)", as: .notFound, at: now)
        }
        switch hold.state {
        case .admitted where !mayTakeBack(hold.judgement.call, isUnwritten: isUnwritten):
            return refuse(act, person, "too late: the call went", as: .tooLate, at: now)
        case .resting, .permitted, .admitted:
            guard let rights = policy?.operators[person], hold.judgement.tier <= rights.answers
            else { return refuse(act, person, "\(person) may not answer this tier", at: now) }
            let fact = HoldActed(at: now, call: hold.judgement.call, code: code, by: person)
            return [.holdRecalled(fact)]
        case .open: return refuse(act, person, "it was not approved", at: now)
        case .denied, .expired, .withdrawn:
            return refuse(
                act, person, "it is already \(hold.state.word)", as: .tooLate, at: now)
        }
    }

    /// Whether an admitted call has not gone: it waits for the disk or for its server.
    private func mayTakeBack(_ call: CallID, isUnwritten: Bool) -> Bool {
        guard let flight = flights[call: call] else { return false }
        return !flight.isForwarded || isUnwritten
    }

    /// A person gives a hold more time, once: what they ask for, at most what the policy gives to
    /// a new one; its caller waits as much longer, at most as long as the policy lets one wait.
    func extend(
        _ code: HoldCode, by person: OperatorName, for span: Duration?, at now: Moment
    ) -> [Fact] {
        let act = "extend \(code)"
        guard let hold = holds.hold(coded: code) else {
            return refuse(act, person, "there is no hold \(code)", as: .notFound, at: now)
        }
        guard hold.isOpen else {
            return refuse(
                act, person, "it is already \(hold.state.word)", as: .tooLate, at: now)
        }
        guard let policy, let rights = policy.operators[person] else {
            return refuse(act, person, "the policy names no operator \(person)", at: now)
        }
        let tier = hold.judgement.tier
        guard tier <= rights.answers else {
            return refuse(
                act, person,
                "\(person) answers up to \(rights.answers.word), this is \(tier.word)", at: now)
        }
        guard !hold.isExtended else {
            return refuse(act, person, "it was extended before, which is possible once", at: now)
        }
        guard now < hold.parkUntil else {
            return refuse(act, person, "its time is over", as: .tooLate, at: now)
        }
        let span = span ?? policy.holds.park
        guard span > .zero, span <= policy.holds.park else {
            return refuse(
                act, person, "the policy gives at most \(policy.holds.park.words) more",
                at: now)
        }
        // A caller that said how long it can wait does not wait longer because a person does.
        let wait = hold.patience < policy.holds.wait ? .zero : min(span, policy.holds.wait)
        return [
            .holdExtended(
                HoldExtended(
                    at: now, call: hold.judgement.call, code: code, by: person,
                    waitUntil: hold.waitUntil.advanced(by: wait),
                    parkUntil: hold.parkUntil.advanced(by: span)))
        ]
    }

    /// What a person asked for and was not given, with the sentence that the person reads.
    func refuse(
        _ act: String, _ by: OperatorName, _ reason: String,
        as kind: ActRefused.Kind = .notPermitted, at now: Moment
    ) -> [Fact] {
        [.actRefused(ActRefused(at: now, by: by, act: act, kind: kind, reason: reason))]
    }
}

/// Why a person's answer is not taken.
private struct Objection {
    let sentence: String
    let kind: ActRefused.Kind

    init(_ sentence: String, as kind: ActRefused.Kind = .notPermitted) {
        self.sentence = sentence
        self.kind = kind
    }

    /// Somebody or time was first.
    static func already(_ hold: Hold) -> Objection {
        Objection("it is already \(hold.state.word)", as: .tooLate)
    }
}

/// Why an approved hold cannot go now, in a sentence for the operator.
struct Obstacle: Error {
    let sentence: String
    /// Whether it passes with time, so that the same approval can be given later.
    let passes: Bool

    init(_ sentence: String, passes: Bool = false) {
        self.sentence = sentence
        self.passes = passes
    }
}

extension HoldAnswer.Verdict {
    fileprivate var word: String {
        if case .approve = self { "approve" } else { "deny" }
    }
}

extension Hold.State {
    /// The word of screens and sentences.
    package var word: String {
        switch self {
        case .open: "open"
        case .resting: "approved, about to go"
        case .permitted: "approved, for a retry"
        case .admitted: "approved and gone"
        case .denied: "denied"
        case .expired: "expired"
        case .withdrawn: "withdrawn"
        }
    }
}

extension Duration {
    /// The form of sentences, in whole seconds, rounded up: `45s`, `6m30s`, `30m`, `1h5m`.
    package var words: String {
        let seconds = nanoseconds / 1_000_000_000 + (nanoseconds % 1_000_000_000 > 0 ? 1 : 0)
        let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")]
        let words = parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
        return words.isEmpty ? "0s" : words
    }
}
