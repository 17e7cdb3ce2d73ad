import Control
import Governance
import Query
import SafeText

/// What a person can do, by a key or by the palette.
extension ConsoleModel {
    mutating func perform(_ verb: Verb, at now: Int64) -> [ConsoleCommand] {
        switch verb {
        case .live: show(.live)
        case .approvals: show(.approvals)
        case .tools: show(.tools)
        case .runs: show(.runs)
        case .servers: show(.servers)
        case .nextScreen: show(screen.next)
        case .previousScreen: show(screen.previous)
        case .down: return move(by: 1, at: now)
        case .up: return move(by: -1, at: now)
        case .pageDown: return move(by: pageRows, at: now)
        case .pageUp: return move(by: -pageRows, at: now)
        case .first: return move(by: -Self.farAway, at: now)
        case .last: return move(by: Self.farAway, at: now)
        case .open: return openSelected(at: now)
        case .back: goBack(at: now)
        case .standStill: tail.follows ? tail.pause() : tail.follow()
        case .follow: tail.follow()
        case .filter: prompt = .filter(text: tail.filter?.text ?? "", fault: nil)
        case .search: prompt = .search(text: "")
        case .findNext: find(upwards: true, at: now)
        case .findPrevious: find(upwards: false, at: now)
        case .toRun: return jumpToRun(at: now)
        case .toTool: return jumpToTool(at: now)
        case .toRule: return showRule(at: now)
        case .copy: return copyName(at: now)
        case .copyJSON: return copyJSON(at: now)
        case .export: askToExport(at: now)
        case .reconnect: return reconnect(at: now)
        case .urgent: return openMostUrgent(at: now)
        case .putAway: queue.putAway()
        case .approve, .deny, .extend, .recall: return decide(verb, at: now)
        case .next: return openNext(by: 1, at: now)
        case .previous: return openNext(by: -1, at: now)
        case .takeBack: return takeBack(at: now)
        case .cause: return openGroup(at: now)
        case .denyThese: return beginGroupDenial(at: now)
        case .pause: return askToPause(at: now)
        case .pauseNoisiest: return askToPauseNoisiest(at: now)
        case .endRun: return askToEndRun(at: now)
        case .freeze: return askToFreeze(at: now)
        case .stopped: openStopped(at: now)
        case .mark: mark(at: now)
        case .resumeMarked: return askToResumeMarked(at: now)
        case .release: return askToRelease(at: now)
        case .lock: lock(at: now)
        case .help: prompt = .help(scroll: 0)
        case .palette: prompt = .palette(text: "", cursor: 0)
        case .quit: prompt = .quit
        case .repaint: return [.repaint]
        case .suspend: return [.suspend]
        case .kill: return armKill(at: now)
        case .tourNext: return nextOfTour(at: now)
        case .tourHide: return hideTour(at: now)
        }
        return []
    }

    /// More rows than any list has.
    private static let farAway = 1 << 40

    private var pageRows: Int {
        switch place {
        case .card, .group: max(1, CardLayout(size: size).rows - 1)
        case .detail: max(1, ConsoleView.detailRows(size) - 1)
        default: max(1, size.rows / 2)
        }
    }

    /// A card is put away with its screen: when it comes back it is armed anew.
    mutating func show(_ screen: Screen) {
        if screen != .approvals { card = nil }
        group = nil
        stopped = nil
        detail = nil
        self.screen = screen
        opening = nil
        // What a key would do on this screen is to be seen before the first one is pressed.
        if screen == .runs { agent = agent ?? status?.agents.first?.name }
    }

    private mutating func move(by rows: Int, at now: Int64) -> [ConsoleCommand] {
        switch place {
        case .card: return scrollCard(by: rows)
        case .group: return scrollGroup(by: rows)
        case .stopped: moveStopped(by: rows)
        case .detail: detail?.scroll(by: rows, visible: ConsoleView.detailRows(size))
        case .approvals: queue.move(by: rows)
        case .live: return moveTail(by: rows, at: now)
        case .tools: return moveTool(by: rows)
        case .runs: moveAgent(by: rows)
        case .servers: serverTop = max(0, min(serverTop + rows, (status?.servers.count ?? 1) - 1))
        }
        return []
    }

    private mutating func find(upwards: Bool, at now: Int64) {
        guard tail.search != nil else { return say("look for something first: /", at: now) }
        guard !tail.find(upwards: upwards, clock: clockNanoseconds(at: now)) else { return }
        say(upwards ? "no such row above" : "no such row below", at: now)
    }

    private mutating func goBack(at now: Int64) {
        opening = nil
        if place == .stopped { return stopped = nil }
        if place == .detail { return detail = nil }
        if group != nil { return group = nil }
        guard let card else { return say("^C ends the console", at: now) }
        self.card = nil
        if card.hold.summary.state == .open { say("\(name: card.code) stays open", at: now) }
    }

    private mutating func lock(at now: Int64) {
        isLocked.toggle()
        say(isLocked ? "locked: this console only looks; L unlocks it" : "unlocked", at: now)
    }

    private mutating func openSelected(at now: Int64) -> [ConsoleCommand] {
        if place == .approvals { return queue.cursor.map { open($0, at: now) } ?? [] }
        guard let selected = tail.selected else { return [] }
        tail.pause()
        guard let row = selected.row else { return readOn(upwards: true, at: now) }
        guard let call = row.call else {
            let view = EntriesView(entries: [row.entry], more: 0)
            detail = Detail(nil, view, columns: size.columns - 2)
            if isASCII { detail?.layInASCII(columns: size.columns - 2) }
            return []
        }
        return ask(.call(call), for: .call(call))
    }

    private mutating func moveTail(by rows: Int, at now: Int64) -> [ConsoleCommand] {
        if rows == Self.farAway {
            tail.follow()
            return []
        }
        tail.move(by: rows)
        return readOn(upwards: rows < 0, at: now)
    }

    /// Asks for a hold, to show it as a card when it comes.
    mutating func open(_ code: String, at now: Int64) -> [ConsoleCommand] {
        guard link.state == .connected else {
            say(Self.words(for: .notLive), .alarmSoon, at: now)
            return []
        }
        opening = code
        return ask(.hold(code: code), for: .card(code: code))
    }

    /// The next open hold from the card on; it is shown and its keys wait anew.
    private mutating func openNext(by step: Int, at now: Int64) -> [ConsoleCommand] {
        let rows = queue.rows
        // A card whose row was put away stands before all others.
        let place = rows.firstIndex { $0.hold.code == card?.code } ?? -1
        let order = step > 0 ? Array(rows[(place + 1)...]) : rows[..<max(place, 0)].reversed()
        guard let next = order.first(where: \.isOpen) else {
            say(step > 0 ? "no open call after this one" : "no open call before this one", at: now)
            return []
        }
        return open(next.hold.code, at: now)
    }

    /// The most dangerous open hold, and of these the one that ends first.
    private mutating func openMostUrgent(at now: Int64) -> [ConsoleCommand] {
        let urgent = queue.open.max { left, right in
            (left.tier, right.parkUntil) < (right.tier, left.parkUntil)
        }
        guard let urgent else {
            say("nothing waits for a person", at: now)
            return []
        }
        return open(urgent.code, at: now)
    }

    private mutating func moveAgent(by rows: Int) {
        guard let agents = status?.agents, !agents.isEmpty else { return }
        let place = agents.firstIndex { $0.name == agent } ?? (rows > 0 ? -1 : agents.count)
        agent = agents[min(max(place + rows, 0), agents.count - 1)].name
    }
}

extension ConsoleModel.Screen {
    /// The next one in the row of tabs, the first after the last.
    var next: Self { Self.allCases[(place + 1) % Self.allCases.count] }

    var previous: Self { Self.allCases[(place + Self.allCases.count - 1) % Self.allCases.count] }

    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
