import Control
import Governance
import Transport

extension Supervisor {
    /// An agent arrives with a token: its file is read, or it is told in time that it could not be.
    func knock(_ agent: ArrivingAgent, at path: String) {
        guard arriving < Supervisor.arrivingLimit,
            doors[path]?.count ?? 0 < TokenDoor.longestLine
        else {
            return agent.arrival.refuse(words("too many agents are connecting; try again"))
        }
        arriving += 1
        agent.timer = loop.schedule(in: TokenDoor.patience) { [weak self] in
            self?.assumeIsolated { $0.gaveUp(agent, at: path) }
        }
        doors[path, default: TokenDoor()].waiting.append(agent)
        readTokenFile(path)
    }

    /// Reads a file for all who wait for it, where a thread is free.
    private func readTokenFile(_ path: String) {
        guard var door = doors[path], !door.isReading, !door.waiting.isEmpty,
            let reader = freeReader()
        else { return }
        door.isReading = true
        door.entering = door.waiting
        door.waiting = []
        doors[path] = door
        let (loop, revision) = (loop, proofRevision)
        reader.run { [self] in
            let hash = TokenFile.hash(inFile: path)
            loop.execute {
                self.assumeIsolated { supervisor in
                    supervisor.idleReaders.append(reader)
                    supervisor.open(path, hash, asOf: revision)
                }
            }
        }
    }

    private func freeReader() -> WorkThread? {
        if let idle = idleReaders.popLast() { return idle }
        guard readers < TokenDoor.threads else { return nil }
        readers += 1
        return WorkThread()
    }

    /// A file was read: who is proven by it comes in.
    private func open(_ path: String, _ hash: [UInt8]?, asOf revision: Int) {
        let entering = doors[path]?.entering ?? []
        doors[path]?.entering = []
        doors[path]?.isReading = false
        for one in entering {
            leaveDoor(one)
            // What was read may be out of date: then it is read again.
            guard proofRevision == revision else {
                look(at: one.arrival, one.greeting)
                continue
            }
            let isProven = hash.map { TokenFile.proves(one.token, $0) } ?? false
            welcome(
                one.arrival, one.greeting, as: one.agent,
                isProven ? hash.map(Evidence.token) : nil)
        }
        if doors[path]?.count == 0 { doors[path] = nil }
        // This one's next first, and those that found no thread.
        readTokenFile(path)
        for other in doors.keys.sorted() { readTokenFile(other) }
    }

    /// An agent waited as long as it may. Its file may still be being read.
    private func gaveUp(_ agent: ArrivingAgent, at path: String) {
        guard agent.timer != nil else { return }
        leaveDoor(agent)
        doors[path]?.entering.removeAll { $0 === agent }
        doors[path]?.waiting.removeAll { $0 === agent }
        if let door = doors[path], door.count == 0, !door.isReading { doors[path] = nil }
        log.error("a token file could not be read in time: its disk may hang", path)
        agent.arrival.refuse(
            words(
                "the token file of agent \(agent.greeting.agent) could not be read in time: try "
                    + "again, or ask an operator of this supervisor to look at its disk"))
    }

    private func leaveDoor(_ agent: ArrivingAgent) {
        agent.timer?.cancel()
        agent.timer = nil
        arriving -= 1
    }
}
