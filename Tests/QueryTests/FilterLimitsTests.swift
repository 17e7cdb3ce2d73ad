import Query
import Testing

/// What is long, wide or deep is refused at its bound, and taken right below it.
struct FilterLimitsTests {
    private func fault(_ text: String) -> FilterFault? {
        do throws(FilterFault) {
            _ = try Filter(text)
            return nil
        } catch {
            return error
        }
    }

    @Test func aFilterHasAtMost1024Bytes() {
        #expect(fault(String(repeating: "a", count: 1_024)) == nil)
        let long = fault(String(repeating: "a", count: 1_025))
        #expect(long?.column == 1_025)
        #expect(long?.message == "a filter has at most 1024 bytes; this one has 1025")
        // Bytes are counted, and the column is that of a scalar.
        #expect(fault(String(repeating: "é", count: 512)) == nil)
        #expect(fault(String(repeating: "é", count: 513))?.column == 513)
    }

    @Test(arguments: ["a ", "a or ", "-a ", "seq>=1 ", "agent:b "])
    func aFilterLooksForAtMost64Values(_ term: String) {
        let text = String(repeating: term, count: 63)
        #expect(fault(text + "last") == nil)
        let wide = fault(text + "x last")
        #expect(wide?.message == "a filter looks for at most 64 values")
        #expect(wide?.column == text.count + 3)
    }

    @Test func eachValueOfAListCounts() {
        let text = "seq:" + String(repeating: "1,", count: 63)
        #expect(fault(text + "1") == nil)
        #expect(fault(text + "1,1")?.message == "a filter looks for at most 64 values")
    }

    @Test(arguments: [("(", ")"), ("-", ""), ("not ", ""), ("-(a or ", ")")])
    func aFilterNestsAtMost16Levels(_ opening: String, _ closing: String) {
        let levels = opening == "-(a or " ? 8 : 16
        func nested(_ count: Int) -> String {
            String(repeating: opening, count: count) + "b"
                + String(repeating: closing, count: count)
        }
        #expect(fault(nested(levels)) == nil)
        #expect(fault(nested(levels + 1))?.message == "a filter nests at most 16 levels")
        // Far beyond the bound no stack is used.
        #expect(
            fault(nested(1_000 / (opening.count + closing.count)))?.message.contains("nests")
                == true)
    }
}
