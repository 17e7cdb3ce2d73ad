package import SafeText

/// Everything that a person can do with the console, by its name in the palette. Keys, hints, help and
/// documents are read from ``Binding/table``, so that none of them says what another does not.
package enum Verb: String, CaseIterable, Sendable {
    case live, approvals, tools, runs, servers
    case nextScreen = "next-screen"
    case previousScreen = "previous-screen"
    case down, up
    case pageDown = "page-down"
    case pageUp = "page-up"
    case first, last
    case open, back
    case standStill = "stand-still"
    case follow
    case filter, search
    case findNext = "find-next"
    case findPrevious = "find-previous"
    case toRun = "to-run"
    case toTool = "to-tool"
    case toRule = "to-rule"
    case copy
    case copyJSON = "copy-json"
    case export, reconnect
    case urgent
    case putAway = "put-away"
    case approve, deny, extend, recall
    case cause
    case denyThese = "deny-these"
    case next, previous
    case takeBack = "take-back"
    case pause
    case pauseNoisiest = "pause-noisiest"
    case endRun = "end-run"
    case freeze
    case stopped, mark
    case resumeMarked = "resume-marked"
    case release
    case lock, help, palette, repaint, suspend, quit, kill
    case tourNext = "tour-next"
    case tourHide = "tour-hide"

    /// What it does, for help and palette.
    package var words: SafeText {
        switch self {
        case .live: "the entries as they come"
        case .approvals: "the calls that wait for a person"
        case .tools: "the tools: their calls, limits and blast radius"
        case .runs: "the agents and their runs"
        case .servers: "the servers and their definitions"
        case .nextScreen: "the next screen"
        case .previousScreen: "the screen before"
        case .down: "down a row"
        case .up: "up a row"
        case .pageDown: "down a page"
        case .pageUp: "up a page"
        case .first: "to the first row"
        case .last: "to the last row; on Live: follow"
        case .open: "open what is selected"
        case .back: "back; nothing is decided"
        case .standStill: "let the rows stand still, and count what comes"
        case .follow: "keep the newest row in view"
        case .filter: "show only what matches: agent:bot decision:deny"
        case .search: "look for a text, upwards from the cursor"
        case .findNext: "the next place, upwards"
        case .findPrevious: "the place before, downwards"
        case .toRun: "to its agent and run"
        case .toTool: "to its tool"
        case .toRule: "what decided it, with the lines of the policy"
        case .copy: "copy its call or number; of an opened call, the digest"
        case .copyJSON: "copy it as JSON"
        case .export: "write what is shown to a file"
        case .reconnect: "try the line to the supervisor again now"
        case .urgent: "open the most urgent call that waits"
        case .putAway: "put decided rows away"
        case .approve: "approve: then the code"
        case .deny: "deny: then a digit for the reason"
        case .extend: "give the question more time"
        case .recall: "recall an approval that was not sent yet"
        case .cause: "what waits for the same cause: deny these, or pause the agent"
        case .denyThese: "deny these and no others: then a digit for the reason"
        case .next: "the next call that waits"
        case .previous: "the call that waits before this one"
        case .takeBack: "take back what was done last"
        case .pause: "pause or resume the agent: then a reason, or y"
        case .pauseNoisiest: "pause the agent that asks most: then a reason"
        case .endRun: "end the agent's run: then a reason"
        case .freeze: "freeze everybody's writes, or let them go again"
        case .stopped: "what is stopped, to release or resume it"
        case .mark: "mark the agent, or unmark it"
        case .resumeMarked: "resume the marked agents: then y"
        case .release: "release the kill: then its name and a reason"
        case .lock: "lock this console to looking, or unlock it"
        case .help: "these lines"
        case .palette: "a command by its name"
        case .repaint: "draw the screen anew"
        case .suspend: "stop, as the shell does; nothing is decided"
        case .quit: "end the console; nothing is decided"
        case .kill: "the kill switch: then K"
        case .tourNext: "the next step of the tour"
        case .tourHide: "put the tour away, or show it again"
        }
    }

    /// Whether it moves the guided tour: without one it does nothing, and is not shown.
    package var isOfTour: Bool { self == .tourNext || self == .tourHide }

    /// Whether it decides about calls: then it works on the card that is on screen, or on the group, and
    /// nowhere else.
    package var isDecision: Bool {
        switch self {
        case .approve, .deny, .denyThese, .extend, .recall: true
        default: false
        }
    }
}
