extension Role {
    /// What the role stands for, in a line: for the list of roles on the screen and in
    /// `themes/README.md`.
    package var meaning: StaticString {
        switch self {
        case .text: "plain text, and the ground of everything"
        case .dim: "what matters less: labels, rules, seconds"
        case .strong: "what matters more: names of fields that are being read"
        case .header: "the first row"
        case .headerAlarm: "the first row of a host whose policy says `colour: alarm`"
        case .tab: "the row of tabs"
        case .tabOpen: "the tab that is open"
        case .heading: "column headings"
        case .selected: "the selected row"
        case .hint: "the keys that work now"
        case .notice: "what the console says about the last key"
        case .alarmStop: "an alarm: something to be done at once"
        case .alarmSoon: "an alarm: something to be done soon"
        case .alarmNote: "an alarm: something to know"
        case .held: "a call that waits for a person"
        case .denied: "a call that was denied"
        case .allowed: "a call that ran"
        case .tombstone: "a decided row that keeps its place"
        case .high: "the tier high"
        case .critical: "the tier critical"
        case .card: "the edge and title of a card"
        case .cardWaiting: "a card that cannot be answered yet"
        case .cardArmed: "a card that can be answered"
        case .kill: "the dialog of the kill switch"
        case .stale: "what is not known to be so any more"
        case .escape: "the visible form of what may not be drawn"
        case .cut: "the mark of a cut"
        case .found: "what a search found"
        case .graph: "a bar or graph"
        case .typed: "what the person types"
        }
    }
}
