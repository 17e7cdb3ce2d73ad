import Testing

@testable import SafeText

@Suite struct EscaperTests {
    /// Drawing a long value costs what is visible, not what is long.
    @Test(arguments: [
        "length/100-kilobytes-wide", "invisible/zero-width-flood", "combining/10000-on-one-base",
        "length/20000-lines", "length/word-10000",
    ])
    func onlyWhatIsVisibleIsRead(_ name: String) throws {
        let bytes = try HostileText.named(name).bytes
        bytes.withUnsafeBytes { bytes in
            var escaper = Escaper(bytes, voice: .untrusted)
            escaper.read(beyond: 80)
            #expect(escaper.text.columns > 80)
            // A column takes at most a base of four bytes and two marks of four.
            #expect(escaper.position <= 81 * 12)
            let cut = SafeText(untrustedBytes: bytes, cutTo: 80)
            #expect(cut.columns <= 80)
            #expect((cut.spans.last?.source ?? 0) > bytes.count - 81 * 12)
        }
    }
}
