import Governance
import Transport

extension Supervisor {
    /// Does what would keep the loop too long on a thread of its own, one piece at a time, each
    /// agent's in its turn; then goes on with it on the loop.
    ///
    /// What is decided of it is decided there, by what is so then: a kill, a pause or a new policy
    /// may have come meanwhile. A connection has one piece at most under way, a server one for each
    /// of its lists, so that the queue is bounded by both.
    func doElsewhere<Result: Sendable>(
        for agent: AgentName, _ work: @escaping @Sendable () -> Result,
        then goOn: @escaping @Sendable (isolated Supervisor, Result) -> Void
    ) {
        let loop = loop
        let piece: @Sendable () -> Void = { [self] in
            let result = work()
            loop.execute {
                self.assumeIsolated { supervisor in
                    supervisor.isWorkingElsewhere = false
                    supervisor.workElsewhere()
                    goOn(supervisor, result)
                }
            }
        }
        longWork.add(piece, of: agent)
        workElsewhere()
    }

    private func workElsewhere() {
        guard !isWorkingElsewhere, let piece = longWork.next() else { return }
        isWorkingElsewhere = true
        longWorker.run(piece)
    }
}
