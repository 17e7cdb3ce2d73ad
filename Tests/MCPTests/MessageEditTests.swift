import MCP
import Testing

@Suite struct MessageEditTests {
    @Test func whatIsNotNamedIsForwardedAsReceived() {
        var edit = MessageEdit()
        edit.replace(4..<6, with: Array("XYZ".utf8))
        edit.replace(0..<1, with: .integer(-120))
        edit.replace(9..<10, with: [])
        #expect(apply(edit, "0123456789") == "-120123XYZ678")
    }

    @Test func insertionsAtOneOffsetKeepTheirOrder() {
        var edit = MessageEdit()
        edit.replace(2..<2, with: Array("a".utf8))
        edit.replace(2..<2, with: Array("b".utf8))
        edit.replace(2..<4, with: Array("c".utf8))
        #expect(apply(edit, "012345") == "01abc45")
    }

    @Test(arguments: [0, 7, -7, 10, Int64.max, Int64.min])
    func integersAreWrittenInFull(number: Int64) {
        var edit = MessageEdit()
        edit.replace(1..<2, with: .integer(number))
        #expect(apply(edit, "[x]") == "[\(number)]")
    }

    @Test func noEditIsTheMessage() {
        #expect(MessageEdit().isEmpty)
        #expect(apply(MessageEdit(), "abc") == "abc")
    }

    private func apply(_ edit: MessageEdit, _ text: String) -> String {
        withMessage(text) { edit.applied(to: $0) }.text
    }
}
