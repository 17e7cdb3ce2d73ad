/// What is to be done for a server's connection, in this order.
package enum ServerEffect: Sendable {
    /// Write this line: an answer or a notification.
    case send([UInt8])
    /// Write this line, a request of our own, if the server may still be asked anything. Where it
    /// may not, no answer comes.
    case ask([UInt8])
    /// Arm a timer, and give `waited` when it passes.
    case wait(ServerWait, attempt: Int)
    /// The timer is not needed any more.
    case stopWaiting(ServerWait)
    /// The server is open.
    case opened(ServerProfile)
    /// A list was fetched, or could not be: look at `list`.
    case listed(ListKind)
    /// The server does not tell of a resource that was wanted already: every subscription to it is
    /// over, and can be asked for again.
    case unsubscribed(uri: String)
    /// The server cannot be used.
    case failed(ServerFault)
}
