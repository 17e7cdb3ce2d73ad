/// Why a call has no run to be counted in.
struct RunFault {
    /// What the agent is told.
    let kind: RefusalKind
    /// What the operator reads.
    let detail: String

    init(_ kind: RefusalKind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }
}
