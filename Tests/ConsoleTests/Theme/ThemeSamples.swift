import Console
import Foundation
import Testing

/// Themes for the tests: what is shipped, and what is shipped with a line changed.
enum ThemeSamples {
    /// The folder `themes` of the package.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "themes")

    static func file(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// `grey` with another line for each of these roles.
    static func grey(_ lines: [String]) throws -> Theme {
        var text = try #require(ThemeLibrary().text(named: "grey")).split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init)
        for line in lines {
            let start = line.split(separator: " ").prefix(2).joined(separator: " ") + " "
            let place = try #require(text.firstIndex { $0.hasPrefix(start) })
            text[place] = line
        }
        return try Theme(parsing: text.joined(separator: "\n")) { _ in nil }
    }

    /// A theme of these lines on the shipped ones.
    static func theme(_ lines: String...) throws(ThemeFault) -> Theme {
        try onShipped((["format 1", "name \"Sample\""] + lines).joined(separator: "\n"))
    }

    /// A theme of this text on the shipped ones.
    static func onShipped(_ text: String) throws(ThemeFault) -> Theme {
        try Theme(parsing: text) { (name) throws(ThemeFault) in
            ThemeLibrary().names.contains(name) ? try ThemeLibrary().theme(named: name) : nil
        }
    }
}
