/// What is known of a request before its params were looked at.
struct AgentRequestDraft {
    let id: RequestID
    let method: Method
    let revision: Revision
    let level: LogLevel?
    let batch: BatchNumber?
}
