import Control
import Governance
import Query
import SafeText

/// From an entry or an opened call to what it is about.
extension ConsoleModel {
    /// `r`: to the agent of it, and the agent's run, on Runs.
    mutating func jumpToRun(at now: Int64) -> [ConsoleCommand] {
        guard let name = jumpedFrom?.agent else {
            return stay("it names no agent", at: now)
        }
        guard
            let agent = status?.agents.first(where: { $0.name.text.utf8.elementsEqual(name.utf8) })
        else { return stay("\(name: name) is no agent of the policy in force", at: now) }
        let run = jumpedFrom?.run
        show(.runs)
        self.agent = agent.name
        if let run, let current = agent.run, !run.utf8.elementsEqual(current.utf8) {
            say("it was in run \(name: run); this is run \(name: current)", at: now)
        } else if let run, agent.run == nil {
            say("it was in run \(name: run), which has ended", at: now)
        }
        return []
    }

    /// `t`: to the tool of it, on Tools.
    mutating func jumpToTool(at now: Int64) -> [ConsoleCommand] {
        guard let name = jumpedFrom?.tool else { return stay("it names no tool", at: now) }
        // A server's name has no slash; a tool's may.
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return stay("\(name: name) is no tool", at: now) }
        show(.tools)
        // Where the policy knows it no longer, Tools says so.
        tool = ToolName(server: ServerName(parts[0]), tool: parts[1])
        return []
    }

    /// What a jump begins at: a row, or the decision that is open.
    private var jumpedFrom: (agent: String?, run: String?, tool: String?)? {
        if place == .detail {
            return detail?.judgement.map {
                ($0.agent.text, $0.run?.description, $0.action.shown.description)
            }
        }
        return tail.selected?.row.map {
            ($0.record.word(.agent), $0.record.run, $0.record.word(.tool))
        }
    }

    /// `c`: what decided it, with the lines of the policy file.
    mutating func showRule(at now: Int64) -> [ConsoleCommand] {
        if place == .detail, let detail {
            return rule(
                of: detail.call, EntriesView(entries: detail.entries, more: detail.more), at: now)
        }
        guard let row = tail.selected?.row else { return stay("it is no entry", at: now) }
        if EntryWords.of(row.entry)?.judgement != nil || row.call == nil {
            return rule(of: row.call, EntriesView(entries: [row.entry], more: 0), at: now)
        }
        guard let call = row.call else { return [] }
        return ask(.call(call), for: .rule(call: call))
    }

    mutating func rule(
        of call: UInt64?, _ view: EntriesView, at now: Int64
    ) -> [ConsoleCommand] {
        guard screen == .live, let policy = status?.policy else { return [] }
        let rule = Detail(ruleOf: call, view, policy: policy, columns: size.columns - 2)
        guard !rule.rows.isEmpty else { return stay("no rule decided about it", at: now) }
        tail.pause()
        detail = rule
        if isASCII { detail?.layInASCII(columns: size.columns - 2) }
        return []
    }

    private mutating func stay(_ why: SafeText, at now: Int64) -> [ConsoleCommand] {
        say(why, at: now)
        return []
    }
}
