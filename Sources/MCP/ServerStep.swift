/// What came of a message of a server, beside the effects.
package enum ServerStep: Sendable {
    /// Only the effects.
    case handled
    /// A page of a list that takes long to read: make a `ListPage` of the message on another thread,
    /// and give it to `pageRead`. Until then the list is being fetched.
    case page(ListKind)
    /// The answer to a request of an agent; see `Bridge.answer`.
    case answered(ForwardedRequest)
    /// The server answered with an answer that cannot be read: the request is over, its outcome
    /// unknown.
    case broken(ForwardedRequest, EnvelopeFault)
    /// An answer to a request that was withdrawn: nothing goes to the agent; the outcome is known
    /// late.
    case late(ForwardedRequest)
    /// Progress of a request under way; see `AgentSession.progress`.
    case progress(ForwardedRequest)
    /// A log message of that level. With a connection, it is that connection's alone; without, it
    /// belongs to no request, and only sessions that keep a level of their own may get it.
    case log(LogLevel, connection: UInt64?)
    /// A resource was updated.
    case updated(uri: String)
    /// Nothing to be done; for the counters.
    case ignored(Ignored)
    /// The server is to be stopped.
    case fault(ServerFault)

    /// Why a message of a server has no effect.
    package enum Ignored: Sendable, Hashable {
        /// A line that is no message, as a banner on standard output.
        case rubbish
        /// An answer to an id that was never given, or that was answered before.
        case strayAnswer
        /// Progress for a request that is over, or under a token that was never given.
        case strayProgress
        /// A notification that no revision knows, or that has no meaning here.
        case notification
    }
}
