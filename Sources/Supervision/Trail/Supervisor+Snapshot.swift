import AuditTrail
import Governance
import Transport

extension Supervisor {
    /// Takes a snapshot when enough entries came since the last one. The state is a value: it is
    /// written off the loop, while calls go on.
    func takeSnapshotWhenDue() {
        guard let last = recorder.last, last >= snapshotDue, !isTakingSnapshot,
            governor.trailFault == nil
        else { return }
        snapshotDue = last + Snapshot.everyEntries
        isTakingSnapshot = true
        let snapshot = snapshot(through: last)
        let loop = loop
        worker.run { [self] in
            let bytes: [UInt8]?
            do { bytes = try snapshot.bytes() } catch { bytes = nil }
            let state = bytes
            loop.execute {
                self.assumeIsolated { $0.keep(state) }
            }
        }
    }

    private func snapshot(through last: UInt64) -> Snapshot {
        let state = GovernorState(governor)
        var policies: [String: String] = [:]
        for digest in state.policies {
            guard let source = policySources[digest] else { continue }
            policies[digest.hexadecimal] = String(decoding: source, as: UTF8.self)
        }
        return Snapshot(
            through: last, at: clock.now, wallNanoseconds: clock.wall, started: started,
            policies: policies, governor: state)
    }

    private func keep(_ bytes: [UInt8]?) {
        isTakingSnapshot = false
        guard let bytes else {
            return log.error("a snapshot of the state could not be written")
        }
        let draft = EntryDraft(
            type: TrailType.snapshotTaken,
            payloads: [
                PayloadDraft(kind: TrailType.snapshotKind, bytes: bytes, keeping: .always)
            ], wallNanoseconds: clock.wall)
        do throws(TrailError) {
            _ = try recorder.append([draft], urgency: .soon, boot: SystemReading.bootNanoseconds)
        } catch {
            switch AppendFailure(error) {
            case .ofEntry:
                // A start without it reads more entries: no reason to stop anybody.
                log.error("a snapshot of the state does not fit the trail", error.description)
            case .full: snapshotDue = (recorder.last ?? 0) + Snapshot.retryEntries
            case .broken: trailFailed(error.description)
            }
        }
    }

    /// A last snapshot before the end, so that the next start is quick.
    func finalSnapshot() {
        guard let last = recorder.last, governor.trailFault == nil else { return }
        do {
            keep(try snapshot(through: last).bytes())
        } catch {
            log.error("a snapshot of the state could not be written")
        }
    }
}
