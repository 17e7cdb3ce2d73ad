import Testing

@testable import Transport

struct LineReaderTests {
    /// Feeds the chunks and notes what comes, in words; `stops` counts lines after which to stop once.
    private func read(_ chunks: [String], limit: Int, stopAfter: Int = .max) -> [String] {
        var reader = LineReader(limit: limit)
        var seen: [String] = []
        func hand(_ piece: LineReader.Piece) -> Bool {
            switch piece {
            case .line(let line): seen.append(String(decoding: line, as: UTF8.self))
            case .tooLong: seen.append("<too long>")
            }
            return seen.count != stopAfter
        }
        for chunk in chunks {
            Array(chunk.utf8).withUnsafeBytes { bytes in
                if seen.count == stopAfter {
                    reader.keep(bytes)
                } else {
                    reader.take(bytes, hand: hand)
                }
            }
            #expect(reader.heldBytes <= max(limit, 0) + chunk.utf8.count || seen.count == stopAfter)
        }
        if seen.count == stopAfter {
            seen.append("<stopped>")
            reader.takeHeld(hand: hand)
        }
        if reader.heldBytes > 0 { seen.append("<held \(reader.heldBytes)>") }
        return seen
    }

    @Test(
        arguments: [
            (["a\nb\n"], ["a", "b"]),
            (["a", "b", "\n", "c\n"], ["ab", "c"]),
            (["\n\n"], ["", ""]),
            (["a\r\n"], ["a\r"]),
            (["ab"], ["<held 2>"]),
            (["a\nb", "c\nd"], ["a", "bc", "<held 1>"]),
            (["12345678\n"], ["12345678"]),
            (["1234", "5678", "\n"], ["12345678"]),
            (["123456789\nx\n"], ["<too long>", "x"]),
            (["12345", "6789", "0123", "45\nx\n"], ["<too long>", "x"]),
            (["123456789"], ["<too long>"]),
            (["123456789", "\n", "\n"], ["<too long>", ""]),
            (
                ["x\n123456789", "123456789", "9\ny\n123456789\nz\n"],
                ["x", "<too long>", "y", "<too long>", "z"]
            ),
        ] as [([String], [String])])
    func linesAreCutWhereTheyEnd(chunks: [String], expected: [String]) {
        #expect(read(chunks, limit: 8) == expected)
    }

    @Test(
        arguments: [
            (["a\nb\nc\n"], ["a", "<stopped>", "b", "c"]),
            (["a\nb", "b\nc\n"], ["a", "<stopped>", "bb", "c"]),
            (["a\n123456789\nc\n"], ["a", "<stopped>", "<too long>", "c"]),
            (["a\n", "123456789"], ["a", "<stopped>", "<too long>"]),
            (["a\nb"], ["a", "<stopped>", "<held 1>"]),
        ] as [([String], [String])])
    func whatIsNotWantedNowIsKept(chunks: [String], expected: [String]) {
        #expect(read(chunks, limit: 8, stopAfter: 1) == expected)
    }

    @Test func everyCutOfAStreamGivesTheSameLines() {
        let text = "one\n\ntwo and more\nthree\n123456789012345678901234567890\nfour\r\nrest"
        let whole = read([text], limit: 20)
        #expect(whole == ["one", "", "two and more", "three", "<too long>", "four\r", "<held 4>"])
        let characters = Array(text)
        for first in 0...characters.count {
            for second in stride(from: first, through: characters.count, by: 3) {
                let chunks = [
                    String(characters[..<first]), String(characters[first..<second]),
                    String(characters[second...]),
                ]
                #expect(read(chunks, limit: 20) == whole)
            }
        }
    }
}
