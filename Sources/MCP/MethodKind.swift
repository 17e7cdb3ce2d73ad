/// What becomes of a request, whatever revision it came in.
package enum MethodKind: Sendable, Hashable {
    /// `tools/call`: a call, governed as such.
    case call
    /// `resources/read`: needs a grant, counts, is an untrusted source.
    case read
    /// `prompts/get`: as a read.
    case prompt
    /// `completion/complete`: passed through once the thing completed may be used.
    case completion
    /// A list, answered from the definitions that the supervisor keeps.
    case list(ListKind)
    /// `resources/subscribe` and `resources/unsubscribe`.
    case subscription
    /// `subscriptions/listen`: served here from what the server announces.
    case listen
    /// `logging/setLevel`.
    case logging
    /// Answered by the session itself and never passed on: openings and pings.
    case local
    /// Known to the revision, not carried by Pullcord, not advertised, and refused as unknown.
    case refused
}
