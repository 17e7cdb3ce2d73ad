import Testing

@testable import Governance

/// Names and numbers as keys of tables.
@Suite struct NamesTests {
    /// Each byte counts, wherever it stands: names are compared eight bytes at a time.
    @Test(arguments: 0...20)
    func oneOtherByteMakesAnotherName(length: Int) {
        let bytes = (0..<length).map { UInt8(97 + $0) }
        func isSame(_ other: [UInt8]) -> Bool {
            bytes.withUnsafeBytes { own in other.withUnsafeBytes { own.isSame(as: $0) } }
        }
        #expect(isSame(bytes))
        #expect(!isSame(bytes + [0]))
        for place in 0..<length {
            var other = bytes
            other[place] ^= 1
            #expect(!isSame(other), "byte \(place) of \(length)")
        }
    }

    /// Swift's own comparison would take both for one.
    @Test func whatLooksTheSameIsNot() {
        let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
        #expect(composed == decomposed)
        #expect(ServerName(composed) != ServerName(decomposed))
        #expect([ServerName(composed): 1][ServerName(decomposed)] == nil)
    }

    @Test func aTableFindsEachNumberAndEachTool() {
        let calls = Dictionary(uniqueKeysWithValues: (0..<10_000).map { (CallID($0), $0) })
        #expect(calls.allSatisfy { calls[CallID($0.value)] == $0.value })
        #expect(calls[CallID(10_000)] == nil)
        let tools = (0..<50).flatMap { server in
            (0..<40).map { ToolName(server: ServerName("s\(server)"), tool: "t\($0)") }
        }
        #expect(Set(tools).count == 2_000)
        #expect(tools.allSatisfy(Set(tools).contains))
    }
}
