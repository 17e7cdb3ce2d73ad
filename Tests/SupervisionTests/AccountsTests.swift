import Governance
import Testing

@testable import Supervision

/// Who is found stays found: an outage of the name service keeps no operator from the switches.
@Suite struct AccountsTests {
    private static func policy(_ users: [String]) -> Policy {
        let people = users.map { user in
            OperatorPolicy(name: OperatorName(user), user: user, answers: .high, line: 1)
        }
        return Policy(
            digest: .zero, host: HostLabel(label: "test"),
            operators: Dictionary(uniqueKeysWithValues: people.map { ($0.name, $0) }))
    }

    @Test func aLookThatLostSomebodyIsNotTaken() {
        let known = Accounts(policy: Self.policy(["root", "no-such-user-1"]))
        #expect(known.operators == [0: OperatorName("root")])
        #expect(known.missing.count == 1)
        // What a look finds when the service has gone: nobody.
        let lost = Accounts(policy: Self.policy(["no-such-user-1", "no-such-user-2"]))
        #expect(lost.operators.isEmpty)
        #expect(known.bettered(by: lost).operators == known.operators)
    }

    @Test func aLookThatFoundMoreIsTaken() {
        let known = Accounts(policy: Self.policy(["root", "no-such-user-1"]))
        let more = Accounts(policy: Self.policy(["root", "daemon"]))
        let better = known.bettered(by: more)
        #expect(Set(better.operators.values) == [OperatorName("root"), OperatorName("daemon")])
        #expect(better.missing.isEmpty)
    }
}
