/// The agents that the tour of the console calls by name, for what they do in it.
package enum Cast {
    /// Obeys a stranger's mail.
    package static let misled = "inbox-bot"
    /// Repeats one call without end.
    package static let runaway = "report-bot"
    /// Has not earned it yet that its writes run alone.
    package static let newcomer = "notes-bot"
}
