import Control
import Testing

/// Who may send what is not known here.
@Suite struct VersionTests {
    static let newer = ControlVersion(major: 1, minor: 7)

    @Test(arguments: [
        ("pullcord-control/1", ControlVersion(major: 1, minor: 0)),
        ("pullcord-control/1.7", newer), ("pullcord-control/0012.3", .init(major: 12, minor: 3)),
        ("pullcord-control/", nil), ("pullcord-control/1.", nil), ("pullcord-control/1.2.3", nil),
        ("pullcord-control/-1", nil), ("pullcord-control/12345", nil), ("PULLCORD-CONTROL/1", nil),
        ("pullcord-control/1 ", nil), ("", nil),
    ]) func versionIsRead(_ text: String, _ version: ControlVersion?) {
        #expect(ControlVersion(text) == version)
    }

    @Test func onlyANewerMinorMaySendUnknownFields() throws {
        let line = Array(#"{"number":"1","verb":"status","colour":"red"}"#.utf8)
        #expect(try Wire.request(line, from: Self.newer).request == .status)
        #expect(throws: ControlRequestFault.self) { try Wire.request(line, from: .current) }
    }

    @Test func aNewerPeerStillMaySendNothingWrong() throws {
        let line = Array(#"{"number":"1","verb":"extend","code":"A7Q","nanoseconds":5}"#.utf8)
        #expect(throws: ControlRequestFault.self) { try Wire.request(line, from: Self.newer) }
    }

    @Test func theHelloOfANewerMinorIsRead() throws {
        let line = Array(
            #"{"number":"0","verb":"hello","version":"pullcord-control/1.7","program":"p","x":[]}"#
                .utf8)
        let read = try Wire.request(line, from: nil)
        #expect(read.request == .hello(version: Self.newer, program: "p"))
    }

    @Test func anotherMajorIsRefusedAsSuch() throws {
        let line = Array(
            #"{"number":"0","verb":"hello","version":"pullcord-control/2","program":"p"}"#.utf8)
        let fault = try #require(throws: ControlRequestFault.self) {
            _ = try Wire.request(line, from: nil)
        }
        #expect(fault.reply.code == .version)
        #expect(fault.number == 0)
    }
}
