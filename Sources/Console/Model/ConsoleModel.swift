package import Control
package import Governance

/// All that the console knows and shows. `update` alone changes it; views read it.
package struct ConsoleModel: Sendable {
    /// The screens that are built, by the key that opens them. The numbers between belong to screens
    /// that come with their controls.
    package enum Screen: Int, CaseIterable, Sendable {
        case live = 1
        case approvals = 2
        case tools = 3
        case runs = 5
        case servers = 6
    }

    /// What is drawn on: the terminal, without the rows that are the tour's.
    package var size: Size
    /// Whether this console may decide at all; `--read-only` says no.
    package let isReadOnly: Bool
    /// Whether characters beyond ASCII are shown by their code points.
    package let isASCII: Bool
    /// Whether the person locked it.
    package var isLocked = false
    /// Who the person is, as the supervisor said.
    package var you: OperatorView?
    package var link = Link()
    package var screen = Screen.live
    package var status: StatusView? {
        didSet { stopped?.keepMarks(of: status?.agents ?? []) }
    }
    package var runs: RunsView?
    package var queue = HoldQueue()
    /// The tool under the cursor.
    package var tool: ToolName?
    package var tools = ToolTable()
    /// The agent under the cursor.
    package var agent: AgentName?
    /// The first server that is shown.
    package var serverTop = 0
    package var card: Card?
    /// The holds of one cause, over the list of holds.
    package var group: HoldGroup?
    /// What is stopped, over any screen but a card.
    package var stopped: StoppedList?
    /// Several requests that one confirmation sent and that are not all answered.
    package var batch: Batch?
    /// The hold that was asked for, to be shown when it comes.
    package var opening: String?
    package var tail = Tail()
    /// Pages that are still read of what was missed, and for what a key asked for.
    var missedPages = 0
    var pages = 0
    /// What the trail says of a call, over the live rows.
    package var detail: Detail?
    package var prompt: Prompt? {
        didSet { if prompt?.isConfirmed != true { promptArming = nil } }
    }
    /// When the key begins to work that confirms the question on screen.
    package var promptArming: Arming?
    package var kill: KillDialog?
    package var notice: Notice?
    package var receipt: Receipt?
    package var vitals = Vitals()
    /// The guided tour, where there is one.
    package var tour: Tour?
    /// Rows of the terminal that are the tour's.
    var tourRows = 0
    /// Whether this terminal has ever answered a question.
    package var terminalAnswers = false
    var requests = Requests()
    /// When time was told last.
    var tickedAt: Int64 = 0
    /// When what no entry tells of was asked for last.
    var lookedAt: Int64 = 0
    private var fences: UInt64 = 0

    package init(size: Size, isReadOnly: Bool, isASCII: Bool = false, tour: Tour? = nil) {
        self.size = size
        self.isReadOnly = isReadOnly
        self.isASCII = isASCII
        self.tour = tour
        tourRows = rows(forTourOn: size)
        self.size = Size(rows: size.rows - tourRows, columns: size.columns)
    }

    /// A question to the terminal that no other has.
    mutating func newFence() -> UInt64 {
        fences += 1
        return fences
    }

    /// Why nothing can be decided here now; nil when it can.
    package func obstacle(at now: Int64) -> Obstacle? {
        if link.freshness(at: now) == .notLive { return .notLive }
        if isReadOnly { return .readOnly }
        if isLocked { return .locked }
        if !terminal.holds(.full) { return .tooSmall }
        return nil
    }

    /// What stands in the way of a decision.
    package enum Obstacle: Hashable, Sendable {
        case notLive, readOnly, locked, tooSmall
    }

    /// When the screen changes by itself next: a clock, a card that arms, a kill nobody confirms.
    package var wakesAt: Int64? {
        let isStill = kill == nil && card == nil && group == nil && promptArming == nil
        return tickedAt + (isStill ? 1_000_000_000 : 100_000_000)
    }
}
