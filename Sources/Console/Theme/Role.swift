/// What a cell means. A theme gives each role a look for each kind of terminal; whatever a role says
/// by colour stands on the screen as a word or sign too.
package enum Role: String, CaseIterable, Sendable {
    /// Plain text, and the ground of everything.
    case text
    /// What matters less: labels, rules, seconds.
    case dim
    /// What matters more: names of fields that are being read.
    case strong
    /// The first row.
    case header
    /// The first row of a host whose policy says `colour: alarm`.
    case headerAlarm = "header.alarm"
    /// The row of tabs, and the tab that is open.
    case tab
    case tabOpen = "tab.open"
    /// Column headings.
    case heading
    /// The selected row.
    case selected
    /// The keys that work now.
    case hint
    /// What the console says about the last key.
    case notice
    /// Something to be done at once, something to be done soon, something to know.
    case alarmStop = "alarm.stop"
    case alarmSoon = "alarm.soon"
    case alarmNote = "alarm.note"
    /// A call that waits, one that was denied, one that ran.
    case held
    case denied
    case allowed
    /// A decided row that keeps its place.
    case tombstone
    /// Tiers at which a call can hurt.
    case high
    case critical
    /// The edge and title of a card; a card that cannot be answered yet, and one that can.
    case card
    case cardWaiting = "card.waiting"
    case cardArmed = "card.armed"
    /// The dialog of the kill switch.
    case kill
    /// What is not known to be so any more.
    case stale
    /// The visible form of what may not be drawn.
    case escape
    /// The mark of a cut.
    case cut
    /// What a search found.
    case found
    /// A bar or graph.
    case graph
    /// What the person types.
    case typed

    /// One character that stands for the role in a golden file.
    package var mark: Character {
        let marks = Array(".abcdefghijklmnopqrstuvwxyzABCDEFGHIJ")
        return marks[Role.allCases.firstIndex(of: self) ?? 0]
    }
}
