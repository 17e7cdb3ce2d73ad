/// The words that may stand in the title of the terminal's window: fixed ones, so that no text of an
/// agent ever stands in a sequence for the terminal.
package enum WindowTitle: CaseIterable, Hashable, Sendable {
    case live, waiting, alarm, killed, notLive

    var words: StaticString {
        switch self {
        case .live: "pullcord"
        case .waiting: "pullcord: a call waits"
        case .alarm: "pullcord: ALARM"
        case .killed: "pullcord: KILLED"
        case .notLive: "pullcord: NOT LIVE"
        }
    }
}
