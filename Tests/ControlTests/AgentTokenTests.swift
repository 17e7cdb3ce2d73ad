import Control
import Testing

@Suite struct AgentTokenTests {
    private let hex = String(repeating: "a1", count: 32)

    @Test func aTokenIsOneLineOfItsFile() {
        #expect(AgentToken.token(inFile: Array((hex + "\n").utf8)) == hex)
        #expect(AgentToken.token(inFile: Array(hex.utf8)) == hex)
        for file in ["", "\(hex)\n\n", "\(hex)\r\n", " \(hex)", "\(hex)0"] {
            #expect(AgentToken.token(inFile: Array(file.utf8)) == nil, "\(file)")
        }
    }

    @Test func randomBytesMakeAToken() {
        let bytes = [UInt8](repeating: 0xA1, count: AgentToken.randomBytes)
        #expect(AgentToken.text(random: bytes) == hex)
        #expect(AgentToken.text(random: []) == nil)
    }
}
