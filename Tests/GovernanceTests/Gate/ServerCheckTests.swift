import Governance
import JSON
import Testing

/// Step 2: the allowlist of servers.
struct ServerCheckTests {
    @Test func unknownServersAreDeniedAndAlerted() {
        var story = Story()
        let known = story.proposal("list")
        for (server, isDenied) in [("bank", false), ("shop", true)] {
            let action = Action.other(ServerName(server), method: "completion/complete")
            let answer = Answer(
                story.tell(
                    .proposed(
                        Proposal(
                            agent: known.agent, connection: known.connection, action: action,
                            digest: known.digest, definition: nil, reading: Reading(),
                            argumentBytes: 2, patience: nil))))
            #expect(answer.found(.server) == (isDenied ? .deny : .allow))
            #expect((answer.refused?.isAlert == true) == isDenied)
        }
    }
}
