import Control
package import Governance

/// The guided tour of the demonstration: what to try next. A step is done when the console shows that it
/// was done, whoever did it and however; nothing is counted by a clock. Where a step waits for an answer
/// to a call, time ends it as it ends the question.
package struct Tour: Hashable, Sendable {
    /// What is tried, in this order.
    package enum Step: String, CaseIterable, Sendable {
        case look, open, approve, deny, pause, kill, release, help, leave
    }

    /// How the step before ended.
    enum Ending: Hashable, Sendable {
        case done
        /// A call was answered, as its state says; nil where it is on the screen no more.
        case settled(code: String, HoldSummary.State?)
        /// The agent met a limit before anybody paused it, and waits.
        case met(agent: AgentName)
        case skipped
    }

    package private(set) var step = Step.look
    /// Whether the person put it away.
    package var isHidden = false
    /// How the step before ended; nil before the first.
    private(set) var ending: Ending?
    /// The call that the step is about.
    private(set) var subject: String?
    /// Whether the first half of a step was seen: a call was opened, help was opened.
    private(set) var isBegun = false
    /// Holds that were open when the step began: what it waits for comes after them.
    private var earlier: Set<String> = []

    package init() {}

    /// The agent that obeys a stranger's mail, and the one that runs away (Demonstration).
    package static let misled = AgentName("inbox-bot")
    package static let runaway = AgentName("report-bot")

    /// Goes on to the next step, whatever became of this one.
    mutating func skip(_ model: ConsoleModel) { end(.skipped, model) }

    /// Looks what the console shows, and goes on where the step is done.
    mutating func observe(_ model: ConsoleModel) {
        switch step {
        case .look: if wasSeen(model.detail != nil) { end(.done, model) }
        case .open: observeOpening(model)
        case .approve: observeAnswer(model)
        case .deny:
            choose(model) { $0.agent == Self.misled }
            observeAnswer(model)
        case .pause: observePause(model)
        case .kill: if model.status?.kills.isEmpty == false { end(.done, model) }
        case .release: if model.status?.kills.isEmpty == true { end(.done, model) }
        case .help:
            var isHelp = false
            if case .help? = model.prompt { isHelp = true }
            if wasSeen(isHelp) { end(.done, model) }
        case .leave: break
        }
    }

    /// A call that came within this step and was asked by such an agent is what it is about.
    private mutating func choose(_ model: ConsoleModel, _ isMeant: (HoldSummary) -> Bool) {
        guard subject == nil else { return }
        subject = model.queue.open.first { isMeant($0) && !earlier.contains($0.code) }?.code
    }

    private mutating func observeOpening(_ model: ConsoleModel) {
        choose(model) { _ in true }
        if let card = model.card, model.queue.open.contains(where: { $0.code == card.code }) {
            end(.done, model)
            subject = card.code
        } else {
            // Answered without being opened here, or by time.
            observeAnswer(model)
        }
    }

    private mutating func observeAnswer(_ model: ConsoleModel) {
        guard let subject, !model.queue.open.contains(where: { $0.code == subject }) else { return }
        let row = model.queue.rows.first { $0.hold.code == subject }
        let state = row.flatMap { $0.hold.state == .open ? nil : $0.hold.state }
        end(.settled(code: subject, state), model)
    }

    /// An agent was paused, or the budget of its run holds the one that runs away.
    private mutating func observePause(_ model: ConsoleModel) {
        if model.status?.agents.contains(where: { $0.paused != nil }) == true {
            return end(.done, model)
        }
        choose(model) { $0.agent == Self.runaway }
        if subject != nil { end(.met(agent: Self.runaway), model) }
    }

    /// Whether something that is on screen or not was there and is gone.
    private mutating func wasSeen(_ isThere: Bool) -> Bool {
        defer { isBegun = isBegun || isThere }
        return isBegun && !isThere
    }

    private mutating func end(_ ending: Ending, _ model: ConsoleModel) {
        guard let place = Step.allCases.firstIndex(of: step), place + 1 < Step.allCases.count else {
            return
        }
        step = Step.allCases[place + 1]
        // Who did not open the call is not asked to approve it, and what is not killed not released.
        if step == .approve, ending != .done { step = .deny }
        if step == .release, ending == .skipped { step = .help }
        self.ending = ending
        subject = nil
        isBegun = false
        earlier = Set(model.queue.open.map(\.code))
    }
}
