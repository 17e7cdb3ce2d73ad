/// Step 11, the rung of agent and tool: the stricter of the policy's ceiling and what was granted.
enum RungCheck {
    /// Whether a call of this tier runs alone at a rung, as far as the rung goes.
    static func runsAlone(_ tier: Tier, at rung: Rung, of agent: AgentPolicy) -> Bool {
        switch tier {
        case .low: !(agent.holdReads && rung == .holdAll)
        case .medium: rung == .withinCaps
        case .high, .critical: false
        }
    }

    @Sendable static func examine(_ context: inout GateContext, _ governor: Governor) {
        guard let agent = context.agent else { return }
        let rung = governor.rung(of: agent, with: context.proposal.action.tool)
        switch (context.tier, rung) {
        case (.low, .holdAll) where agent.holdReads:
            context.hold(.rung, line: agent.line, "reads hold at \(rung.word)")
        case (.low, _):
            context.pass(.rung, line: agent.line, "low runs alone")
        case (_, .shadow):
            context.deny(.rung, .outsidePolicy, line: agent.line, "would have been asked: shadow")
        // Sampling needs evidence that this version does not weigh yet: every call is the sample.
        case (_, .holdAll), (_, .sampled):
            context.hold(.rung, line: agent.line, "everything above low holds at \(rung.word)")
        case (.medium, .withinCaps):
            context.pass(.rung, line: agent.line, "medium runs within its limits")
        case (.high, .withinCaps), (.critical, .withinCaps):
            context.hold(.rung, line: agent.line, "\(context.tier.word) holds at every rung")
        }
    }
}

extension Governor {
    /// The stricter of the policy's ceiling and what was granted.
    func rung(of agent: AgentPolicy, with tool: ToolName?) -> Rung {
        min(agent.rung, tool.map { grants.rung(of: agent.name, with: $0) } ?? .holdAll)
    }
}
