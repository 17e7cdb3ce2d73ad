import Control
import Governance
import SafeText

/// What leaves the console: files and the clipboard of the terminal.
extension ConsoleModel {
    /// Asks where to, when there is something.
    mutating func askToExport(at now: Int64) {
        guard let export = export(to: "", .json), export.count > 0 else {
            return say("there is nothing to write", at: now)
        }
        prompt = .export(directory: "", .json)
    }

    /// What is shown, to be written there; nil on a screen that shows no entries.
    func export(to directory: String, _ format: Export.Format) -> Export? {
        switch place {
        case .detail:
            guard let detail else { return nil }
            return Export(
                directory: directory, format: format,
                content: .call(detail.call, detail.entries))
        case .live:
            let rows = (0..<tail.count).map { tail[$0] }
            return Export(directory: directory, format: format, content: .rows(rows))
        default: return nil
        }
    }

    mutating func enterExport(
        _ key: Key, _ directory: String, _ format: Export.Format, at now: Int64
    ) -> [ConsoleCommand] {
        if key == .tab {
            prompt = .export(directory: directory, format == .json ? .text : .json)
            return []
        }
        switch key.edit(directory, limit: Prompt.textBytes) {
        case .changed(let directory): prompt = .export(directory: directory, format)
        case .entered:
            prompt = nil
            guard let export = export(to: directory.isEmpty ? "." : directory, format) else {
                break
            }
            return [.export(export)]
        case .cancelled:
            prompt = nil
            say("nothing was written", at: now)
        case .ignored: break
        }
        return []
    }

    mutating func exported(_ report: ExportReport, at now: Int64) -> [ConsoleCommand] {
        switch report {
        case .written(let export, let path):
            let range = export.range.map { ", \($0.lowerBound) to \($0.upperBound)," as SafeText }
            let absent: SafeText =
                export.absent > 0 ? "; \(export.absent) between are not in it" : ""
            say(
                "\(Words.count(export.count, "entry", "entries"))\(range ?? "") to \(SafeText(untrusted: path))\(absent)",
                at: now)
        case .failed(let why):
            say("nothing was written: \(SafeText(untrusted: why))", .alarmSoon, at: now)
        }
        return []
    }

    /// `y`: what names the call or entry elsewhere; of an opened call, its digest.
    mutating func copyName(at now: Int64) -> [ConsoleCommand] {
        if place == .detail {
            guard let judgement = detail?.judgement else { return nothingToCopy(at: now) }
            return copy(["sha256:\(name: judgement.digest.hexadecimal)"], "its digest", at: now)
        }
        guard let row = tail.selected?.row else { return nothingToCopy(at: now) }
        return row.call.map { copy(["c\($0)"], "c\($0)", at: now) }
            ?? copy(["\(row.sequence)"], "\(row.sequence)", at: now)
    }

    /// `Y`: the entry, or all of an opened call, as JSON.
    mutating func copyJSON(at now: Int64) -> [ConsoleCommand] {
        let entries = place == .detail ? detail?.entries : tail.selected?.row.map { [$0.entry] }
        guard let entries, !entries.isEmpty else { return nothingToCopy(at: now) }
        let text = entries.map { SafeText(json: $0.json) }
        return copy(text, Words.count(entries.count, "entry as JSON", "entries as JSON"), at: now)
    }

    /// All of it or nothing: a part of JSON is none, and a part of a name another.
    private mutating func copy(
        _ lines: [SafeText], _ what: SafeText, at now: Int64
    ) -> [ConsoleCommand] {
        let plain = lines.map(\.plain).joined(separator: "\n")
        let bytes = plain.utf8.count
        guard bytes <= Clipping.most else {
            say(
                "\(what): \(bytes) bytes, a clipboard takes \(Clipping.most): w writes a file",
                .alarmSoon, at: now)
            return []
        }
        say("\(what), \(bytes) bytes, sent to the terminal's clipboard (OSC 52)", at: now)
        return [.copy(plain)]
    }

    private mutating func nothingToCopy(at now: Int64) -> [ConsoleCommand] {
        say("there is nothing to copy here", at: now)
        return []
    }
}
