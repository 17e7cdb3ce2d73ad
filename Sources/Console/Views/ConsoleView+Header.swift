import Control
import Governance
import SafeText

/// The first three rows, on every screen: whose machine it is and how true it is, what needs a person,
/// and the other screens.
extension ConsoleView {
    mutating func drawHeader() {
        let link = model.link
        guard !isStale else { return drawNotLive() }
        let isAlarm = model.status?.host.colour == "alarm"
        let role: Role = isAlarm ? .headerAlarm : .header
        grid.paint(row: 0, columns: 0..<model.size.columns, role: role)
        let clock = link.supervisorClock(at: now).map { SafeText(untrusted: $0.clock) } ?? "--"
        let beat: SafeText = now / 1_000_000_000 % 2 == 0 ? "*" : "+"
        let name: SafeText = model.size.columns < 100 ? "" : "PULLCORD "
        let word: SafeText = "\(beat) \(freshness)"
        let live: SafeText = "\(name)\(word) \(clock)Z"
        let kill: SafeText = "KILL \(killed)"
        let room = model.size.columns - kill.columns - 2
        // What is in force is never left out: not for who is here, nor for how long something waits,
        // nor for the clock or the end of a long label.
        let host = model.status.map { "\(name: $0.host.label) \(mode($0.host))" as SafeText }
        let choices: [[SafeText?]] = [
            [live, held + oldest, host, people], [live, held + oldest, host], [live, held, host],
            [live, held, shortHost(room - live.columns - held.columns - 6, least: 12)],
            [word, held, host],
            // So much fits beside every state in force at 80 columns.
            [word, held, shortHost(room - word.columns - held.columns - 6, least: 4)],
            [word, held, model.status.map { mode($0.host) }],
            [word, model.status.map { mode($0.host) }],
        ]
        let lines = choices.map { $0.compactMap { $0 }.joined(by: " | ") }
        let line = lines.first { $0.columns <= room } ?? lines[lines.count - 1]
        grid.put(line, row: 0, width: room, role: role)
        grid.put(
            kill, row: 0, column: model.size.columns - kill.columns,
            role: model.status?.kills.isEmpty == false ? .kill : role)
    }

    /// How true the screen is: what lags says by how much, where the entries do.
    private var freshness: SafeText {
        let link = model.link
        if link.freshness(at: now) == .live { return "LIVE" }
        if link.catchesUp { return "CATCHING UP" }
        guard link.backlog > Link.backlogLags else { return "LAGGING" }
        return "LAGGING \(link.backlog / 1_000_000_000) s"
    }

    /// The label, cut to what is left beside the mode but no shorter than so many columns.
    private func shortHost(_ room: Int, least: Int) -> SafeText? {
        model.status.map { status in
            let (label, mode) = (SafeText(name: status.host.label), mode(status.host))
            return label.truncated(to: max(least, room - mode.columns - 1)) + " " + mode
        }
    }

    private func mode(_ host: HostView) -> SafeText {
        let states = host.states.map(\.kind).filter { $0 != .killed }
        return ([Words.mode(host.mode)] + states.map(Words.state) + looks).joined(by: " ")
    }

    private var held: SafeText { "HELD \(model.queue.open.count)" }

    private var oldest: SafeText {
        guard let opened = model.queue.open.map(\.opened).min(),
            let clock = model.link.supervisorClock(at: now)
        else { return "" }
        return " oldest \(Span.clock(opened.nanoseconds(until: clock)))"
    }

    /// Who is here: the reader first.
    private var people: SafeText {
        let you = model.you.map { SafeText(name: $0.name.text) } ?? "--"
        let others = (model.status?.operators ?? []).filter {
            $0.present > 0 && $0.name != model.you?.name
        }
        let names = others.map { "+\(name: $0.name.text)" as SafeText }
        return ([you] + names).joined(by: " ")
    }

    /// Said beside what is in force: who only looks must not find out with the first key that decides.
    private var looks: [SafeText] { model.isReadOnly || model.isLocked ? ["(looking)"] : [] }

    private var killed: SafeText {
        guard let kills = model.status?.kills, !kills.isEmpty else { return "off" }
        return kills.contains { $0.scope == .everything } ? "ALL STOPPED" : "ON"
    }

    /// Two rows that nobody takes for a live screen: whose machine it was and how long ago, why, and
    /// that the state of the kill switch is not known.
    private mutating func drawNotLive() {
        let columns = model.size.columns
        let link = model.link
        let slashes = Array(repeating: "/" as SafeText, count: columns).joined(by: "")
        for row in 0...1 { grid.put(slashes, row: row, role: .stale) }
        let clock = link.lastClock.map { SafeText(untrusted: $0.clock) + "Z" } ?? "never"
        let ago = link.lastHeardAt.map { ", \(Span.clock(now - $0)) ago" as SafeText } ?? ""
        let heard: SafeText = "NOT LIVE, last heard \(clock)\(ago)"
        let host = model.status.map { " //// \(name: $0.host.label)" as SafeText } ?? ""
        put(heard + host.truncated(to: max(0, columns - heard.columns - 10)), row: 0)
        // The reason may be cut; when it is tried again, and what is not known, may not.
        let room = columns - 10 - retry.columns - killThen.columns
        put(retry + why.truncated(to: max(8, room)) + killThen, row: 1)
    }

    private mutating func put(_ text: SafeText, row: Int) {
        grid.put(
            " \(text) ", row: row, column: 4, width: model.size.columns - 8, role: .stale)
    }

    private var why: SafeText {
        switch model.link.state {
        case .lost(let reason, _): SafeText(untrusted: reason)
        case .connected: "waiting for the supervisor's word"
        }
    }

    private var retry: SafeText {
        guard case .lost(_, let retryAt) = model.link.state else { return "" }
        let wait = max(0, retryAt - now) / 1_000_000_000
        return "try \(model.link.attempts + 1) in \(wait) s: "
    }

    /// What was so when it was heard last is not known to hold.
    private var killThen: SafeText {
        model.status == nil
            ? " //// KILL not known" : " //// KILL was \(killed), not known now"
    }

    /// What needs a person most, and how much more there is.
    mutating func drawBanner() {
        guard !isStale else { return }
        let alarms = model.alarms(at: now)
        guard let first = alarms.first else { return }
        grid.paint(row: 1, columns: 0..<model.size.columns, role: first.role)
        let more: SafeText = alarms.count > 1 ? "  (+\(alarms.count - 1))" : ""
        grid.put(first.mark + " " + first.text + more, row: 1, role: first.role)
    }

    mutating func drawTabs() {
        var column = 1
        for screen in ConsoleModel.Screen.allCases {
            let isOpen = screen == model.screen
            let text: SafeText = "\(screen.rawValue) \(screen.title)\(count(screen))"
            let tab = isOpen ? "[\(text)]" : " \(text) " as SafeText
            column += grid.put(tab, row: 2, column: column, role: isOpen ? .tabOpen : .tab)
        }
        grid.put("? help", row: 2, column: model.size.columns - 7, role: .hint)
    }

    private func count(_ screen: ConsoleModel.Screen) -> SafeText {
        guard screen == .approvals else { return "" }
        return isStale ? " --" : " \(model.queue.open.count)"
    }
}

extension ConsoleModel.Screen {
    /// What its tab says.
    var title: SafeText {
        switch self {
        case .live: "Live"
        case .approvals: "Approve"
        case .tools: "Tools"
        case .runs: "Runs"
        case .servers: "Servers"
        }
    }
}
