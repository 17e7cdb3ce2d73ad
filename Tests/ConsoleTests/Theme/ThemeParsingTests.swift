import Console
import Testing

@Suite("A theme is read line by line")
struct ThemeParsingTests {
    @Test("each depth has the look between its bars")
    func fourLooks() throws {
        let theme = try ThemeSamples.theme(
            "role held #0a0B0c on #ffffff bold | 16 on red | brightcyan dim | underline reverse")
        let looks = ColourDepth.allCases.map { theme.style(of: .held, depth: $0) }
        #expect(
            looks == [
                Style(
                    foreground: .rgb(10, 11, 12), background: .rgb(255, 255, 255),
                    attributes: .bold),
                Style(foreground: .index(16), background: .ansi(1)),
                Style(foreground: .ansi(14), background: .ansi(0), attributes: .dim),
                Style(attributes: [.underline, .reverse]),
            ])
    }

    @Test("an ink stands for its colour, with its ground and attributes where it comes first")
    func inks() throws {
        let theme = try ThemeSamples.theme(
            "plain = #000001 | 17 | red | dim", "loud = plain on #000002 | plain | - | reverse",
            "role held loud bold", "role denied plain on plain", "role typed on plain underline")
        #expect(
            theme.style(of: .held, depth: .truecolour)
                == Style(
                    foreground: .rgb(0, 0, 1), background: .rgb(0, 0, 2), attributes: .bold))
        #expect(theme.style(of: .held, depth: .mono).attributes == [.reverse, .bold])
        #expect(
            theme.style(of: .denied, depth: .indexed256)
                == Style(foreground: .index(17), background: .index(17)))
        // As a ground an ink gives its colour alone.
        #expect(theme.style(of: .typed, depth: .ansi16).background == .ansi(1))
        #expect(theme.style(of: .typed, depth: .mono).attributes == .underline)
    }

    @Test("a role without a colour has that of text, and text without one the terminal's own")
    func ground() throws {
        let theme = try ThemeSamples.theme(
            "role text #111111 on #222222 | - | red | -", "role held bold",
            "role denied - | 99 | on blue | -")
        #expect(
            theme.style(of: .held, depth: .truecolour)
                == Style(
                    foreground: .rgb(17, 17, 17), background: .rgb(34, 34, 34), attributes: .bold))
        #expect(theme.style(of: .held, depth: .indexed256) == Style(attributes: .bold))
        #expect(
            theme.style(of: .denied, depth: .indexed256) == Style(foreground: .index(99)))
        #expect(
            theme.style(of: .denied, depth: .ansi16)
                == Style(foreground: .ansi(1), background: .ansi(4)))
    }

    @Test("a selected role stands on the ground of the row, unless it has its own")
    func selected() throws {
        let theme = try ThemeSamples.theme(
            "role text #111111 on #222222 | - | - | -", "role held #333333 | - | - | bold reverse",
            "role denied on #444444 | - | - | -",
            "role selected #555555 on #666666 | - | - | reverse underline")
        #expect(
            theme.selectedStyle(of: .held, depth: .truecolour)
                == Style(foreground: .rgb(51, 51, 51), background: .rgb(102, 102, 102)))
        #expect(
            theme.selectedStyle(of: .denied, depth: .truecolour)
                == Style(foreground: .rgb(17, 17, 17), background: .rgb(68, 68, 68)))
        let row = theme.style(of: .selected, depth: .truecolour)
        #expect(theme.selectedStyle(of: .text, depth: .truecolour) == row)
        #expect(theme.selectedStyle(of: .selected, depth: .truecolour) == row)
        // Reversed twice is straight, and stands out of the reversed row.
        #expect(theme.selectedStyle(of: .held, depth: .mono).attributes == [.bold, .underline])
        #expect(
            theme.selectedStyle(of: .denied, depth: .mono).attributes == [.reverse, .underline])
    }

    @Test("remarks, tabs, empty lines and the line ends of others are passed over")
    func spaces() throws {
        let theme = try Theme(
            parsing: "#first\r\n\r\nformat\t1 # one\r\n\tname \"A # b\" #\r\nrole held #010203 on "
                + "#040506|20|red|- # last"
        ) { (name) throws(ThemeFault) in try ThemeLibrary().theme(named: name) }
        #expect(theme.name == "A # b")
        #expect(
            theme.style(of: .held, depth: .truecolour)
                == Style(foreground: .rgb(1, 2, 3), background: .rgb(4, 5, 6)))
        #expect(theme.warnings.isEmpty)
    }

    @Test("a glyph has a form in ASCII, and both can be taken away")
    func glyphs() throws {
        let theme = try ThemeSamples.theme(
            "role held bold glyph \"►\" ascii \">\"", "role denied bold glyph \"no\"",
            "role kill bold glyph none", "role stale bold")
        #expect(theme.glyph(of: .held, ascii: false) == "►")
        #expect(theme.glyph(of: .held, ascii: true) == ">")
        #expect(theme.glyph(of: .denied, ascii: true) == "no")
        #expect(theme.glyph(of: .kill, ascii: false) == nil)
        #expect(theme.glyph(of: .stale, ascii: false) == "/", "that of the base")
        #expect(theme.glyph(of: .text, ascii: false) == nil)
    }

    @Test("a role that the console does not have is passed over with a warning")
    func unknownRole() throws {
        let theme = try ThemeSamples.theme("role helt bold")
        #expect(
            theme.warnings.map(\.description) == [
                "line 3: role helt is not one of the console's and was passed over; "
                    + "themes/README.md lists them"
            ])
        #expect(try theme == ThemeSamples.theme("role helt bold", ""))
    }
}
