/// A call that an agent has made.
struct Asked {
    let agent: ScriptedAgent
    /// The id of the request.
    let id: Int
    /// Which call of the agent's it is.
    let place: Int
}
