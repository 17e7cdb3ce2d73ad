import Console
import Control
import SafeText
import Testing

@Suite struct SpentTests {
    @Test(
        arguments: [
            ("calls", "12", "60", "12 of 60 calls", "20 % of 60 calls"),
            ("usd", "1250.5", "1000", "1250.5 of 1000 usd", "125 % of 1000 usd"),
            ("time", "390", "86400", "6m30s of 24h", "0 % of 24h"),
            ("usd", "1e300", "1", "1e300 of 1 usd", "999 % of 1 usd"),
            ("usd", "49.9", nil, "49.9 usd", nil), ("usd", "1", "0", "1 of 0 usd", nil),
            ("usd", "nan", "5", "nan of 5 usd", nil),
            ("usd", "-5", "5", "-5 of 5 usd", "0 % of 5 usd"),
        ] as [(String, String, String?, String, String?)])
    func words(name: String, spent: String, limit: String?, words: String, share: String?) {
        let view = SpentView(name: name, spent: spent, limit: limit)
        #expect(view.words.plain == words)
        #expect(view.share?.plain == share)
    }
}
