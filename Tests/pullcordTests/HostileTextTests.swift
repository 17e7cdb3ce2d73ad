import Console
import Control
import Glibc
import Governance
import JSON
import SafeText
import Testing

@testable import pullcord

/// Hostile text in every field that a card or a list shows: only printable characters come out.
@Suite struct HostileTextTests {
    /// The cases that are UTF-8, or none where the vectors are not there.
    private static let cases: [(name: String, text: String)] = {
        var folder = Array(#filePath.utf8)
        while let slash = folder.lastIndex(of: UInt8(ascii: "/")) {
            folder.removeSubrange(slash...)
            let root = String(decoding: folder, as: UTF8.self)
            let path = root + "/../shared/vectors/hostile-text/cases.jsonl"
            if PlainFile.exists(root + "/Package.swift"), PlainFile.exists(path) {
                return read(path)
            }
        }
        return []
    }()

    private static func read(_ path: String) -> [(name: String, text: String)] {
        guard let bytes = try? PlainFile.read(path, limit: 16 << 20) else { return [] }
        return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard case .object(let object)? = try? JSONValue.parse(Array(line)),
                case .string(let name)? = object["name"],
                case .string(let encoded)? = object["bytes_base64"],
                let text = String(validating: base64(encoded), as: UTF8.self)
            else { return nil }
            // Drawing costs what is long, and what is hostile about the longest is at an end of it.
            let ends = text.unicodeScalars.prefix(2000) + text.unicodeScalars.suffix(2000)
            return (name, text.utf8.count > 8000 ? String(String.UnicodeScalarView(ends)) : text)
        }
    }

    private static func base64(_ text: String) -> [UInt8] {
        let alphabet = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var bytes: [UInt8] = []
        var word = 0
        var bits = 0
        for byte in text.utf8 {
            guard let digit = alphabet.firstIndex(of: byte) else { continue }
            word = word << 6 | digit
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(word >> bits & 0xFF))
            }
        }
        return bytes
    }

    @Test func nothingOfTheTextReachesTheTerminalRaw() throws {
        guard !Self.cases.isEmpty else {
            print("skipped: ../shared/vectors/hostile-text is not there")
            return
        }
        #expect(Self.cases.count > 300)
        for (name, text) in Self.cases {
            for line in try lines(text) where line.plain.unicodeScalars.contains(where: isHostile) {
                Issue.record("\(name) reaches the terminal")
                break
            }
        }
    }

    private func lines(_ text: String) throws -> [SafeText] {
        var summary = try Samples.summary(tool: text, say: text)
        summary.owner = text
        summary.run = text
        summary.settled = ActView(by: text, at: Samples.now, reason: text)
        var host = Samples.unguarded
        host.label = text
        host.states[0].reasons = [text]
        var hold = Samples.hold(
            summary, host: host, arguments: [ArgumentView(pointer: text, text: text, cutBytes: 0)],
            undo: text, present: [text])
        hold.why = [ReasonView(check: text, rule: text, finding: text)]
        hold.blast = [BlastView(unit: text, amount: text, cap: text)]
        let entry = EntryView(
            sequence: 1, time: Samples.now, kind: text, data: text,
            payloads: [PayloadView(kind: text, bytes: text.utf8.count, text: text)])
        let fault = CommandFailure(ControlFault(.notFound, message: text, next: text))
        return CardText(hold, for: OperatorName(text), columns: 80).lines
            + Listing.holds(HoldsView(host: host, holds: [summary], more: 0))
            + EntryLines.lines(of: entry, columns: 80) + [EntryLines.line(of: entry)] + fault.lines
            + [SafeText(json: entry.json)]
    }

    private func isHostile(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF,
            0xE0000...0xE007F:
            true
        default: false
        }
    }
}
