import Governance
import Testing

struct HoldCodeTests {
    @Test func neighboursStartDifferentlyAndNoneRepeatsWithinTheCapacity() {
        var seen: Set<String> = []
        var last = ""
        for number in 0..<UInt64(HoldCode.capacity) {
            let code = HoldCode(dealing: number).text
            #expect(code.utf8.count == 3)
            #expect(code.first != last.first)
            #expect(code.first != "A" && code.first != "D")
            seen.insert(code)
            last = code
        }
        #expect(seen.count == HoldCode.capacity)
    }

    @Test(arguments: ["", "AB", "ABCD", "A0C", "AOC", "1AB", "LAB", "A B"])
    func whatCannotBeACodeIsNone(_ typed: String) {
        #expect(HoldCode(typed: typed) == nil)
    }

    @Test func aCodeIsReadInEitherCase() {
        #expect(HoldCode(typed: "a7q")?.text == "A7Q")
    }
}
