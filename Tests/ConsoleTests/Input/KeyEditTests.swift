import Testing

@testable import Console

/// A line that is being typed.
@Suite struct KeyEditTests {
    struct Case: Sendable {
        let key: Key
        let text: String
        var limit = 8
        let becomes: LineEdit
    }

    static let cases: [Case] = [
        Case(key: .character("b"), text: "a", becomes: .changed("ab")),
        Case(key: .character("b"), text: "1234567", becomes: .changed("1234567b")),
        Case(key: .character("b"), text: "12345678", becomes: .ignored),
        Case(key: .character("語"), text: "12345", becomes: .changed("12345語")),
        Case(key: .character("語"), text: "123456", becomes: .ignored),
        Case(key: .character("é"), text: "123456", becomes: .changed("123456é")),
        Case(key: .character("é"), text: "1234567", becomes: .ignored),
        Case(key: .character("👨‍👩‍👧"), text: "", becomes: .ignored),
        Case(key: .character("👨‍👩‍👧"), text: "", limit: 18, becomes: .changed("👨‍👩‍👧")),
        Case(key: .backspace, text: "", becomes: .ignored),
        Case(key: .backspace, text: "a語", becomes: .changed("a")),
        Case(key: .backspace, text: "e\u{301}", becomes: .changed("")),
        Case(key: .control("u"), text: "abc", becomes: .changed("")),
        Case(key: .enter, text: "", becomes: .entered),
        Case(key: .escape, text: "a", becomes: .cancelled),
        Case(key: .control("g"), text: "a", becomes: .cancelled),
        Case(key: .control("c"), text: "a", becomes: .cancelled),
        Case(key: .tab, text: "a", becomes: .ignored),
        Case(key: .left, text: "a", becomes: .ignored),
        Case(key: .control("x"), text: "a", becomes: .ignored),
    ]

    @Test(arguments: cases.indices) func edits(index: Int) {
        let row = Self.cases[index]
        #expect(row.key.edit(row.text, limit: row.limit) == row.becomes)
    }
}
