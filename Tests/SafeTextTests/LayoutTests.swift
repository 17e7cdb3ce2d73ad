import SafeText
import Testing

@Suite struct LayoutTests {
    /// Takes a cut text apart: what is drawn of the source, and the count of the mark.
    private func parts(_ text: SafeText) throws -> (kept: [UInt8], hidden: Int) {
        let mark = try #require(text.runs.last)
        #expect(mark.role == .cut)
        #expect(mark.text.hasPrefix("[+") && mark.text.hasSuffix("]"))
        let kept = text.plain.dropLast(mark.text.count)
        let hidden = try #require(Int(mark.text.dropFirst(2).dropLast()))
        return (Reading.bytes(of: String(kept)), hidden)
    }

    @Test(arguments: HostileText.all)
    func aCutIsMarkedAndCounted(_ text: HostileText) throws {
        let safe = SafeText(untrustedBytes: text.bytes)
        for columns in [0, 1, 3, 4, 8, 11, 12, 20, 40, 79, 80, 132] {
            let cut = safe.truncated(to: columns)
            let direct = text.bytes.withUnsafeBytes {
                SafeText(untrustedBytes: $0, cutTo: columns)
            }
            #expect(direct.plain == cut.plain)
            #expect(cut.columns <= columns)
            #expect(safe.fitted(to: columns).columns == columns)
            if safe.columns <= columns {
                #expect(cut == safe)
            } else if cut.plain.hasPrefix("~") && !safe.plain.hasPrefix("~") {
                #expect(cut.plain == String(repeating: "~", count: columns) && columns < 12)
            } else if columns > 0 {
                let (kept, hidden) = try parts(cut)
                #expect(text.bytes.starts(with: kept))
                #expect(kept.count + hidden == text.bytes.count)
            }
        }
    }

    @Test func aCutLeavesNoMoreOutThanItMust() {
        let digits = SafeText(untrusted: "0123456789")
        #expect(digits.truncated(to: 10).plain == "0123456789")
        #expect(digits.truncated(to: 9).plain == "01234[+5]")
        #expect(digits.truncated(to: 4).plain == "~~~~")
        #expect(digits.truncated(to: 5).plain == "0[+9]")
        #expect(SafeText(untrusted: "漢漢漢漢").truncated(to: 7).plain == "漢[+9]")
        #expect(SafeText(untrusted: "ab\u{1B}cdef").truncated(to: 8).plain == "ab[+5]")
    }

    @Test func aCutOfACutStillCounts() throws {
        let safe = SafeText(untrusted: String(repeating: "x", count: 500))
        let (kept, hidden) = try parts(safe.truncated(to: 80).truncated(to: 20))
        #expect(kept.count + hidden == 500)
    }

    @Test(arguments: HostileText.all)
    func wrappingLeavesNothingOut(_ text: HostileText) {
        let safe = SafeText(untrustedBytes: text.bytes)
        let rows = safe.wrapped(to: 40)
        #expect(rows.map(\.plain).joined() == safe.plain)
        #expect(rows.allSatisfy { $0.columns <= 40 })
        #expect(rows.joined(by: SafeText()) == safe)
        for row in rows {
            // No row starts with a mark that would be drawn on the frame.
            #expect(
                row.plain.unicodeScalars.first?.properties.canonicalCombiningClass.rawValue ?? 0
                    == 0)
        }
    }

    /// A mark needs a letter to stand on: a space, an escape or the start of a text is none.
    @Test(arguments: ["\u{301}", "a \u{301}", "a\u{7}\u{301}", "\u{93F}", "a\u{301}\u{302}\u{301}"])
    func aMarkWithoutABaseIsShown(_ text: String) {
        #expect(SafeText(untrusted: text).plain.hasSuffix(">"))
    }

    /// A sign that is shaped with its letter is not torn from it.
    @Test func aClusterStaysWhole() {
        let rows = SafeText(untrusted: "a\u{915}\u{93F}b\u{301}c").wrapped(to: 2)
        #expect(rows.map(\.plain) == ["a", "\u{915}\u{93F}", "b\u{301}c"])
    }

    @Test func aRowKeepsItsColumns() {
        let name = SafeText(untrusted: "漢字a\u{301}").fitted(to: 8)
        #expect(name.plain == "漢字a\u{301}   ")
        #expect(SafeText(untrusted: "abc").padded(to: 2).plain == "abc")
    }
}
