extension RefusalKind {
    /// The kind's word in `_meta` and in the data of errors.
    var word: StaticString {
        switch self {
        case .denied, .drifted: "denied"
        case .deniedByPerson: "denied_by_person"
        case .expired: "expired"
        case .pending: "pending"
        case .overLimit: "over_limit"
        case .paused: "paused"
        case .frozen: "frozen"
        case .killed: "killed"
        case .changed: "changed"
        case .runEnded: "run_ended"
        case .invalidArguments: "invalid_arguments"
        case .ambiguous: "ambiguous"
        case .unrecorded: "unrecorded"
        case .serverUnavailable: "server_unavailable"
        case .serverLost, .serverSilent, .outcomeUnrecorded: "outcome_unknown"
        case .answerUnreadable: "answer_unreadable"
        case .inputWanted: "input_wanted"
        case .tooMany: "too_many"
        }
    }

    /// Whether and how it makes sense to try again.
    package var retry: Retry {
        switch self {
        case .denied, .drifted, .deniedByPerson, .runEnded, .inputWanted: .never
        case .expired, .overLimit, .paused, .frozen, .killed, .changed, .unrecorded,
            .serverUnavailable, .tooMany:
            .later
        case .pending: .sameArguments
        case .invalidArguments, .ambiguous: .otherArguments
        case .serverLost, .serverSilent, .answerUnreadable, .outcomeUnrecorded: .checkFirst
        }
    }

    /// What happened.
    var happened: String {
        switch self {
        case .denied: "not executed: the policy does not allow this request"
        case .drifted: "not executed: this tool is not available"
        case .deniedByPerson: "not executed: a person denied this request"
        case .expired: "not executed: nobody answered the request for approval in time"
        case .pending: "not executed: approval pending"
        case .overLimit: "not executed: a limit is used up"
        case .paused: "not executed: an operator has paused this agent"
        case .frozen: "not executed: an operator has frozen all writes"
        case .killed: "not executed: an operator has stopped all requests"
        case .changed: "not executed: what is allowed was changed while the request waited"
        case .runEnded: "not executed: this run has ended"
        case .invalidArguments(let fault):
            "not executed: the arguments do not fit the tool's input schema: \(fault)"
        case .ambiguous(let fault):
            "not executed: the arguments can be read in more than one way: \(fault)"
        case .unrecorded: "not executed: the request cannot be recorded at present"
        case .outcomeUnrecorded:
            "outcome unknown: its result cannot be recorded at present, so it is kept back"
        case .serverUnavailable: "not executed: the server cannot be reached at present"
        case .serverLost:
            "outcome unknown: the server ended while the request was under way"
        case .serverSilent: "outcome unknown: the server did not answer in time"
        case .answerUnreadable:
            "outcome unknown: the server's answer cannot be read"
        case .inputWanted(let want):
            "not completed: the server asks for \(want), which is not available here"
        case .tooMany:
            "not executed: too many requests are under way"
        }
    }

    /// What to do.
    var advice: StaticString {
        switch retry {
        case .never: "do not try again"
        case .later: "do not try again now; it may be possible later"
        case .sameArguments: "call again with exactly the same arguments to continue"
        case .otherArguments: "correct the arguments and call again"
        case .checkFirst: "check whether it took effect before you try again"
        }
    }

    /// The code of the JSON-RPC error that refuses a request which is no tool call.
    var code: ErrorCode {
        switch self {
        case .pending: .pending
        case .serverUnavailable, .serverLost, .serverSilent, .answerUnreadable,
            .outcomeUnrecorded:
            .serverLost
        case .invalidArguments, .ambiguous: .invalidParams
        default: .refused
        }
    }
}
