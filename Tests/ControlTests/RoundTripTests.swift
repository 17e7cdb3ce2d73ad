import Control
import Governance
import JSON
import Testing

@Suite struct RoundTrips {
    @Test(arguments: Samples.requests.indices)
    func requestComesBackAsItWent(_ index: Int) throws {
        let line = ControlRequestLine(number: .max, Samples.requests[index])
        let read = try Wire.request(ControlCodec.bytes(of: line))
        #expect(read == line)
    }

    @Test(arguments: Samples.lines.indices)
    func lineComesBackAsItWent(_ index: Int) throws {
        let bytes = ControlCodec.bytes(of: Samples.lines[index])
        #expect(!bytes.contains(UInt8(ascii: "\n")), "a line holds no newline")
        #expect(try Wire.line(bytes) == Samples.lines[index])
    }

    @Test func everyVerbHasASample() {
        let verbs = Set(Samples.requests.map(\.verb))
        #expect(verbs.count == 25, "\(verbs.sorted())")
    }
}
