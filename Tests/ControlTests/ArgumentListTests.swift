import Control
import JSON
import Testing

@Suite struct ArgumentListTests {
    static let texts: [(text: String, leaves: [String])] = [
        (#"{}"#, ["|{}"]),
        (
            #"{"a":1.10,"b":{"c":[true,null],"d":[]}}"#,
            ["/a|1.10", "/b/c/0|true", "/b/c/1|null", "/b/d|[]"]
        ),
        (#"{"a/b~":"x\u202e","":[{}]}"#, [#"/a~1b~0|"x\u202e""#, "//0|{}"]),
        (#" [ 1 , {"k" : "é"} ] "#, ["/0|1", #"/1/k|"é""#]),
        (#""whole""#, [#"|"whole""#]),
    ]

    @Test(arguments: texts) func everyLeafIsListed(_ text: String, _ leaves: [String]) throws {
        let list = try list(text)
        #expect(list.arguments.map { "\($0.pointer)|\($0.text)" } == leaves)
        #expect(list.missing == 0)
        #expect(list.arguments.allSatisfy { $0.cutBytes == 0 })
        #expect(list.bytes == text.utf8.count)
    }

    @Test func whatIsOverTheLimitIsCountedNeverHidden() throws {
        let limit = ControlLimits.argumentBytes
        let long = String(repeating: "\u{E9}", count: limit)
        let list = try list(#"{"a":"\#(long)","b":1,"c":2}"#)
        let first = try #require(list.arguments.first)
        #expect(first.text.utf8.count <= limit)
        #expect(first.text.utf8.count + first.cutBytes == long.utf8.count + 2)
        #expect(!first.text.unicodeScalars.contains("\u{FFFD}"), "cut between characters")
        #expect(list.arguments.count + list.missing == 3)
    }

    @Test func manyLeavesAreCounted() throws {
        let count = ControlLimits.arguments + 5
        let list = try list("[" + Array(repeating: "0", count: count).joined(separator: ",") + "]")
        #expect(list.arguments.count == ControlLimits.arguments)
        #expect(list.missing == 5)
    }

    /// A long name over a long list: a pointer of a megabyte for each element would take minutes, on
    /// the loop.
    @Test(.timeLimit(.minutes(10))) func aLongNameIsNotRepeatedForEachElement() throws {
        let name = String(repeating: "n", count: 1 << 20)
        let zeros = Array(repeating: "0", count: 90_000).joined(separator: ",")
        let start = ProcessorTime.now()
        let list = try list(#"{"first":1,"\#(name)":[\#(zeros)],"last":2}"#)
        #expect(list.arguments.map(\.pointer) == ["/first", "/last"])
        #expect(list.missing == 1)
        #expect(!list.isWhole)
        #expect(ProcessorTime.now() - start < .seconds(10))
    }

    /// The pointers of a card together are bounded, too: 24 KB of arguments made a card of 40 MB.
    @Test func longPointersFitACardTogether() throws {
        let name = String(repeating: "k", count: 4_000)
        let ones = Array(repeating: "1", count: 9_990).joined(separator: ",")
        let list = try list(#"{"\#(name)":[\#(ones)]}"#)
        let pointers = list.arguments.reduce(0) { $0 + $1.pointer.utf8.count }
        #expect(pointers <= ControlLimits.allPointersBytes)
        #expect(list.arguments.count > 100)
        #expect(list.arguments.count + list.missing == 9_990)
        #expect(!list.isWhole)
    }

    private func list(_ text: String) throws -> ArgumentList {
        try Array(text.utf8).withUnsafeBytes { try ArgumentList($0) }
    }
}
