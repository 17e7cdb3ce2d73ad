import Console
import Testing

@Suite("What cannot be read says where and what to do")
struct ThemeFaultTests {
    /// Lines after `format 1` and the name, the line of the fault, and what it says.
    static let faults: [(lines: String, line: Int, message: String)] = [
        ("colour red", 3, "the line starts as none of a theme's; start it with name, base"),
        ("format 1", 3, "the line starts as none of a theme's"),
        ("name \"Again\"", 3, "write once: name \"…\""),
        ("base", 3, "write once: base NAME, or base - for none"),
        ("base -\nbase -", 4, "write once: base NAME, or base - for none"),
        ("base nowhere", 3, "there is no theme nowhere to be the base; name one that is shipped"),
        ("contrast 4", 3, "write once: contrast N, from 4.5 to 21, e.g. 7"),
        ("contrast nan", 3, "write once: contrast N"),
        ("contrast 22", 3, "write once: contrast N"),
        ("ink = #000000 | 16 | red", 3, "3 of 4 looks; give one for each depth: truecolour | 256"),
        ("ink = bold", 3, "1 of 4 looks; give one for each depth"),
        ("ink = #000000 | 16 | | -", 3, "a look is missing; write `-` for nothing"),
        ("ink =", 3, "1 of 4 looks"),
        ("red = - | - | - | -", 3, "\"red\" cannot name an ink; take another word"),
        ("7up = - | - | - | -", 3, "\"7up\" cannot name an ink"),
        ("ink = - | - | - | -\n\nink = - | - | - | -", 5, "ink ink is defined on line 3 already"),
        ("role held", 3, "a look is missing; write `-` for nothing"),
        ("role", 3, "write: role NAME look"),
        ("role held bold\nrole held bold", 4, "role held is defined on line 3 already; keep one"),
        ("role held ink\nink = - | - | - | -", 3, "\"ink\" is not known here; write an ink that"),
        ("role held #000000", 3, "\"#000000\" is not known here; write an ink that a line above"),
        (
            "role held #00000g | - | - | -", 3,
            "\"#00000g\" is not known here; write an ink, #rrggbb"
        ),
        ("role held #12345 | - | - | -", 3, "\"#12345\" is not known here"),
        ("role held #+12345 | - | - | -", 3, "\"#+12345\" is not known here"),
        ("role held - | 15 | - | -", 3, "\"15\" is not known here; write an ink, a number from 16"),
        ("role held - | 256 | - | -", 3, "\"256\" is not known here"),
        ("role held - | - | 17 | -", 3, "\"17\" is not known here; write an ink, a colour's name"),
        ("role held - | - | - | red", 3, "\"red\" is not known here; write an ink or an attribute"),
        ("role held bold blink", 3, "\"blink\" is not known here"),
        ("role held - red | - | - | -", 3, "\"red\" is not known here"),
        ("role held bold on", 3, "`on` ends the look; say on what"),
        ("role held - on - | - | - | -", 3, "\"-\" is not known here"),
        ("role held bold = bold", 3, "a quote or `=` stands inside a look; remove it"),
        ("a = red on blue | - | - | -\nrole held on a", 4, "ink a has a ground of its own and"),
        ("role held bold glyph", 3, "the line must end with glyph \"x\", glyph \"x\" ascii \"y\""),
        ("role held bold ascii \"x\"", 3, "the line must end with glyph"),
        ("role held bold glyph \"x\" bold", 3, "the line must end with glyph"),
        ("role held bold glyph \"►\"", 3, "glyph \"►\" is not ASCII; say too what stands for it"),
        (
            "role held bold glyph \"►\" ascii \"►\"", 3,
            "ascii \"►\" is not ASCII; take a plain sign"
        ),
        (
            "role held bold glyph \"►\" ascii \">>\"", 3,
            "glyph \"►\" and ascii \">>\" differ in width"
        ),
        ("role held bold glyph \"abc\"", 3, "glyph \"abc\" takes 3 columns; take 1 to 2, or"),
        ("role held bold glyph \"\"", 3, "glyph \"\" takes 0 columns"),
        ("role held bold glyph \" \"", 3, "a glyph holds what cannot be drawn"),
        ("role held bold glyph \"\u{202E}\" ascii \"x\"", 3, "a glyph holds what cannot be drawn"),
        ("role held bold glyph \"\u{1B}\"", 3, "a glyph holds what cannot be drawn"),
        ("role held bold glyph \"x", 3, "the quote is not closed; add \" where it ends"),
        ("role hëld bold", 3, "a character beyond ASCII stands outside quotes; only a glyph may"),
    ]

    @Test("a fault names its line", arguments: faults)
    func fault(lines: String, line: Int, message: String) {
        let fault = #expect(throws: ThemeFault.self) { try ThemeSamples.theme(lines) }
        #expect(fault?.line == line)
        #expect(fault?.message.hasPrefix(message) == true, "\(fault?.message ?? "")")
        #expect(fault?.description.hasPrefix("line \(line)") == true)
    }

    @Test("a word that is wrong has a column, and the file is named where it is known")
    func column() {
        let fault = #expect(throws: ThemeFault.self) {
            try ThemeSamples.theme("role header   brihgt on blue")
        }
        #expect(fault?.column == 15)
        #expect(fault?.words(file: "x.theme").hasPrefix("x.theme, line 3, column 15: ") == true)
        let wordless = #expect(throws: ThemeFault.self) { try ThemeSamples.theme("role") }
        #expect(wordless?.column == 0 && wordless?.words(file: nil).contains("column") == false)
    }

    /// Whole files, the line of the fault, and what it says.
    static let files: [(text: String, line: Int, message: String)] = [
        ("", 1, "a theme starts with `format 1`, the only format there is; add it"),
        ("# nothing\n\n", 1, "a theme starts with `format 1`"),
        ("# of\nformat 2", 2, "a theme starts with `format 1`"),
        ("name \"A\"", 1, "a theme starts with `format 1`"),
        ("format 1", 0, "the theme has no name; add: name \"…\""),
        ("format 1\nname \"A\"", 0, "role text is not defined and there is no base; add its line"),
        ("format 1\nname A", 2, "write once: name \"…\""),
        ("format 1\nname \"\"", 2, "the name must be 1 to 32 columns of printable characters"),
        ("format 1\nname \"\u{200B}\"", 2, "the name must be 1 to 32 columns"),
        (
            "format 1\nname \"\(String(repeating: "n", count: 33))\"", 2,
            "the name must be 1 to 32 columns"
        ),
    ]

    @Test("a file that is no theme says so", arguments: files)
    func file(text: String, line: Int, message: String) {
        let fault = #expect(throws: ThemeFault.self) { try Theme(parsing: text) { _ in nil } }
        #expect(fault?.line == line)
        #expect(fault?.message.hasPrefix(message) == true, "\(fault?.message ?? "")")
    }

    @Test("a file that is too long says so")
    func tooLong() {
        let files = [
            (
                String(repeating: "#\n", count: ThemeLimits.lines),
                "the file has more than 1000 lines; is it a theme?"
            ),
            (
                String(repeating: "#", count: ThemeLimits.bytes + 1),
                "the file has more than 131072 bytes; is it a theme?"
            ),
            (
                "#\n#" + String(repeating: "x", count: ThemeLimits.lineBytes),
                "line 2: the line has more than 512 bytes; shorten it"
            ),
        ]
        for (text, message) in files {
            let fault = #expect(throws: ThemeFault.self) { try Theme(parsing: text) { _ in nil } }
            #expect(fault?.description == message)
        }
    }

    @Test("what is just within the limits is read")
    func within() throws {
        let long = "#" + String(repeating: "x", count: ThemeLimits.lineBytes - 1)
        let lines = Array(repeating: "", count: ThemeLimits.lines - 3) + [long]
        #expect(try ThemeSamples.theme(lines.joined(separator: "\n")).name == "Sample")
    }
}
