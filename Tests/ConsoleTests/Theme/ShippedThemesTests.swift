import Console
import Foundation
import Testing

@Suite("The themes that are shipped")
struct ShippedThemesTests {
    static let names = ThemeLibrary().names

    @Test("the binary carries the files of the folder, each of them", arguments: names)
    func carried(name: String) throws {
        let file = try ThemeSamples.file("\(name).theme")
        let text = try #require(ThemeLibrary().text(named: name))
        #expect(text + "\n" == file, "run themes/embed")
    }

    @Test("there is no file beside those that the binary carries")
    func complete() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: ThemeSamples.folder.path)
        let themes = files.filter { $0.hasSuffix(".theme") }.map { String($0.dropLast(6)) }
        #expect(Set(themes) == Set(Self.names))
        #expect(Self.names.first == ThemeLibrary.standard)
        #expect(Self.names.contains(ThemeLibrary.colourless))
    }

    @Test("each is read without a warning, with all its roles", arguments: names)
    func read(name: String) throws {
        let theme = try ThemeLibrary().theme(named: name)
        #expect(theme.warnings == [])
        #expect(theme.borrowed.isEmpty)
    }

    @Test("the linter finds nothing", arguments: names)
    func linted(name: String) throws {
        let findings = ThemeLint.findings(try ThemeLibrary().theme(named: name))
        #expect(findings.map(\.description) == [])
    }

    @Test("high-contrast promises 7, the others at least 4.5", arguments: names)
    func promise(name: String) throws {
        let wanted = name == "high-contrast" ? 7 : 4.5
        #expect(try ThemeLibrary().theme(named: name).contrast == wanted)
    }

    @Test("mono has no colour at any depth, and no theme has one at mono", arguments: names)
    func colourless(name: String) throws {
        let theme = try ThemeLibrary().theme(named: name)
        for depth in name == "mono" ? ColourDepth.allCases : [.mono] {
            for role in Role.allCases {
                let style = theme.style(of: role, depth: depth)
                #expect(style == Style(attributes: style.attributes), "\(role) at \(depth)")
            }
        }
    }

    @Test("grey keeps colour for what is abnormal")
    func calm() throws {
        let grey = try ThemeLibrary().theme(named: "grey")
        let calm: [Role] = [
            .text, .dim, .strong, .header, .tab, .tabOpen, .heading, .selected, .hint, .notice,
            .allowed, .tombstone, .card, .cardWaiting, .graph, .typed,
        ]
        for role in calm {
            let style = grey.style(of: role, depth: .truecolour)
            for case .rgb(let red, let green, let blue) in [style.foreground, style.background] {
                #expect(red == green && green == blue, "\(role)")
            }
        }
        #expect(
            grey.style(of: .allowed, depth: .truecolour)
                == grey.style(of: .text, depth: .truecolour))
    }

    @Test("the list of roles is that of the console, with its meanings and glyphs")
    func readme() throws {
        let grey = try ThemeLibrary().theme(named: "grey")
        let wanted = Role.allCases.map { role in
            let glyphs = [false, true].compactMap { grey.glyph(of: role, ascii: $0) }
            let shown = glyphs.first == glyphs.last ? Array(glyphs.prefix(1)) : glyphs
            let cell = shown.map { "`\($0)`" }.joined(separator: " or ")
            return "| `\(role.rawValue)` | \(cell) | \(role.meaning) |"
        }
        let lines = try ThemeSamples.file("README.md").split(separator: "\n").map(String.init)
        let heading = try #require(lines.firstIndex(of: "| role | glyph | meaning |"))
        #expect(Array(lines[(heading + 2)...]) == wanted)
    }

    @Test("the themes of the list are those that are shipped")
    func readmeThemes() throws {
        let lines = try ThemeSamples.file("README.md").split(separator: "\n")
        let heading = try #require(lines.firstIndex(of: "| theme | for |"))
        let listed = lines[(heading + 2)...].prefix { $0.hasPrefix("| `") }
        #expect(listed.map { $0.split(separator: "`")[1] } == Self.names.map { $0[...] })
    }

    @Test("the example of the README is a theme, and a good one")
    func example() throws {
        let blocks = try ThemeSamples.file("README.md").components(separatedBy: "```\n")
        let theme = try Theme(parsing: blocks[1]) { (name) throws(ThemeFault) in
            try ThemeLibrary().theme(named: name)
        }
        #expect(theme.name == "Mine")
        #expect(theme.warnings == [])
        #expect(ThemeLint.findings(theme) == [])
    }
}
