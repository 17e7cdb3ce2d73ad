import Console
import Foundation
import SafeText
import Testing

/// The table of keys in the article of the console is that of the program. `Tests/renew-screens` writes
/// it anew.
extension GoldenTests {
    private static let article = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources/pullcord/Pullcord.docc/Console.md")

    @Test func keysInTheArticle() throws {
        let text = try String(contentsOf: Self.article, encoding: .utf8)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let heading = try #require(lines.firstIndex(of: Self.heading), "no such table")
        let end = lines[heading...].firstIndex { !$0.hasPrefix("|") } ?? lines.endIndex
        let table = [Self.heading, "|---|---|---|"] + Self.rows
        if ProcessInfo.processInfo.environment["PULLCORD_RENEW_SCREENS"] != nil {
            lines.replaceSubrange(heading..<end, with: table)
            try lines.joined(separator: "\n").write(
                to: Self.article, atomically: true, encoding: .utf8)
        } else {
            #expect(
                Array(lines[heading..<end]) == table,
                "the keys in \(Self.article.lastPathComponent) differ: run Tests/renew-screens")
        }
    }

    private static let heading = "| keys | where | what they do |"

    /// A row for each binding, in the order in which help shows them.
    private static var rows: [String] {
        Binding.table.map { binding in
            let keys = binding.keys.map { code($0.name) }.joined(separator: " ")
            let places = Binding.Place.allCases.filter(binding.places.contains)
            let everywhere = places.count == Binding.Place.allCases.count
            let names = everywhere ? "everywhere" : places.map { "\($0)" }.joined(separator: ", ")
            let verb = binding.verb
            return "| \(keys) | \(names) | \(verb.words.plain) (`:\(verb.rawValue)`) |"
        }
    }

    private static func code(_ key: String) -> String { "`\(key)`" }
}
