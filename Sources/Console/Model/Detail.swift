import Control
import Governance
package import SafeText

/// All that the trail says of one call, or of one entry that belongs to none, in rows that are read; or
/// of it what decided, with the lines of the policy file.
package struct Detail: Hashable, Sendable {
    /// What is shown of the entries.
    private enum Side: Hashable, Sendable {
        case whole
        /// What decided, where this policy is in force.
        case rule(path: String, policy: Digest)
    }

    /// The call; nil where the entry belongs to none.
    let call: UInt64?
    let entries: [EntryView]
    private let side: Side
    private var isASCII = false
    /// Entries that did not fit into the supervisor's answer.
    package let more: Int
    package private(set) var rows: [SafeText] = []
    /// The first row on screen.
    package private(set) var top = 0

    init(_ call: UInt64?, _ view: EntriesView, columns: Int) {
        self.init(call, view, .whole, columns)
    }

    /// What decided a call; `policy` is in force now.
    init(ruleOf call: UInt64?, _ view: EntriesView, policy: PolicyView, columns: Int) {
        self.init(call, view, .rule(path: policy.path, policy: policy.digest), columns)
    }

    private init(_ call: UInt64?, _ view: EntriesView, _ side: Side, _ columns: Int) {
        self.call = call
        self.side = side
        entries = view.entries
        more = view.more
        lay(columns: columns)
    }

    /// What it is about.
    package var title: SafeText {
        let what: SafeText = call.map { "call c\($0)" } ?? "entry \(entries.first?.sequence ?? 0)"
        return side == .whole ? what : "what decided \(what)"
    }

    /// The decision about the call.
    var judgement: Judgement? { entries.lazy.compactMap { EntryWords.of($0)?.judgement }.first }

    /// Lays it out anew for another width.
    mutating func lay(columns: Int) {
        switch side {
        case .whole: rows = entries.flatMap { EntryLines.lines(of: $0, columns: columns) }
        case .rule(let path, let policy):
            rows = entries.flatMap {
                RuleLines.lines(of: $0, path: path, policy: policy, columns: columns)
            }
        }
        if isASCII { rows = Prose.inASCII(rows, columns: columns) }
        top = min(top, max(0, rows.count - 1))
    }

    /// The same where characters beyond ASCII are shown by their code points.
    mutating func layInASCII(columns: Int) {
        isASCII = true
        lay(columns: columns)
    }

    mutating func scroll(by count: Int, visible: Int) {
        top = min(max(0, top + count), max(0, rows.count - visible))
    }
}
