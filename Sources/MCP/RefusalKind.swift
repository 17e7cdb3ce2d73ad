/// Why a request was not carried out as asked, as far as the agent is told (design sections 5
/// and 7.10): what happened and whether to try again, never the rule or what would get past it.
package enum RefusalKind: Sendable, Hashable {
    /// Outside what the agent may do.
    case denied
    /// A person said no.
    case deniedByPerson
    /// Nobody answered while the question stood open.
    case expired
    /// It waits for a person; calling again with the same arguments attaches to it.
    case pending
    /// A limit or budget is used up.
    case overLimit
    /// The agent is paused.
    case paused
    /// Writes are frozen for everybody.
    case frozen
    /// The kill switch is engaged.
    case killed
    /// What is allowed was changed while it waited; asked again, it is judged anew.
    case changed
    /// The run was ended.
    case runEnded
    /// The tool is not what a person accepted.
    case drifted
    /// The arguments do not fit the tool's schema; the fault in words.
    case invalidArguments(String)
    /// The arguments could be read in two ways; the fault in words.
    case ambiguous(String)
    /// What happens cannot be recorded, so nothing may happen.
    case unrecorded
    /// The call was made, and that it was cannot be recorded, so its result is kept back.
    case outcomeUnrecorded
    /// The server could not be reached; nothing was sent to it.
    case serverUnavailable
    /// The server ended with the request in hand.
    case serverLost
    /// The server did not answer in time.
    case serverSilent
    /// The server answered with what is no answer.
    case answerUnreadable
    /// The server wants from the agent's client what Pullcord does not carry; the want in words.
    case inputWanted(String)
    /// Too many requests under way on this connection.
    case tooMany

    /// Whether and how it makes sense to try again.
    package enum Retry: String, Sendable {
        case never, later, sameArguments, otherArguments, checkFirst
    }
}
