import Testing

/// Lines put into `grey`, and all that is found then.
struct ThemePlant: CustomTestStringConvertible, Sendable {
    let what: String
    let lines: [String]
    let findings: [String]

    var testDescription: String { what }

    init(_ what: String, _ lines: [String], finds findings: [String]) {
        self.what = what
        self.lines = lines
        self.findings = findings
    }
}

extension ThemePlant {
    static let contrast = [
        ThemePlant(
            "text too close to its ground, in 24 bits",
            ["role dim #808080 | faint | faint | dim"],
            finds: [
                "dim at truecolour is too close to its ground; part the two (4.3, wanted 4.5)",
                "dim at truecolour is too close to the ground of the selected row; part the two "
                    + "(2.8, wanted 4.5)",
            ]),
        ThemePlant(
            "text too close to the selected row, of 256 colours",
            ["role dim faint | 245 | faint | dim"],
            finds: [
                "dim at indexed256 is too close to the ground of the selected row; part the two "
                    + "(3.2, wanted 4.5)"
            ]),
        ThemePlant(
            "text in the colour of its ground, of the terminal's sixteen",
            ["role hint faint | faint | green on green | -"],
            finds: ["hint at ansi16 is too close to its ground; part the two (1.0, wanted 4.5)"]),
        ThemePlant(
            "a colour of the terminal on one of the theme",
            ["role tab faint | white | faint | -"],
            finds: [
                "tab at indexed256 mixes a colour of its own with one of the terminal's; set both "
                    + "or neither"
            ]),
        ThemePlant(
            "dim where colours are known",
            ["role hint faint dim | faint | faint | -"],
            finds: [
                "hint at truecolour is dim, which may be too faint to read; give it a colour instead"
            ]),
    ]

    static let states = [
        ThemePlant(
            "a critical call that looks as plain text",
            ["role critical ink | bright | bright | bold"],
            finds: ["critical at truecolour looks as text; give it a colour or an attribute"]),
        ThemePlant(
            "a held call that differs by colour alone",
            ["role held wait | wait | wait bold | bold underline glyph none"],
            finds: [
                "held at truecolour differs from text by colour alone; add a glyph or an attribute",
                "held at indexed256 differs from text by colour alone; add a glyph or an attribute",
            ]),
        ThemePlant(
            "two states that without UTF-8 are one",
            ["role tombstone faint | faint | faint dim | dim glyph \"†\" ascii \"/\""],
            finds: [
                "tombstone at truecolour differs from stale by colour alone; add a glyph or an attribute",
                "tombstone at indexed256 differs from stale by colour alone; add a glyph or an attribute",
                "tombstone at mono differs from stale by colour alone; add a glyph or an attribute",
                "tombstone at ansi16 differs from stale by colour alone; add a glyph or an attribute",
            ]),
        ThemePlant(
            "an attribute that the selected row brings to all",
            [
                "role selected bright on row bold | bright on row | reverse | reverse glyph \">\"",
                "role held wait bold | wait bold | wait bold | bold underline glyph none",
            ],
            finds: [
                "held at truecolour differs from text by colour alone in the selected row; add a "
                    + "glyph or an attribute"
            ]),
        ThemePlant(
            "a selected row that differs by colour alone",
            ["role selected bright on row | bright on row | reverse | reverse glyph none"],
            finds: [
                "selected at truecolour differs from text by colour alone; add a glyph or an "
                    + "attribute",
                "selected at indexed256 differs from text by colour alone; add a glyph or an "
                    + "attribute",
            ]),
        ThemePlant(
            "an open tab that differs by colour alone",
            ["role tab.open lit | lit bold | lit bold | bold reverse"],
            finds: [
                "tab.open at truecolour differs from tab by colour alone; add a glyph or an attribute"
            ]),
    ]

    static let alarms = [
        ThemePlant(
            "the hue of an alarm on what is none",
            ["role graph #ff8a80 | 208 | red | -"],
            finds: [
                "graph at truecolour has the hue of header.alarm; take another, alarms must stand "
                    + "out (8.8, wanted 15.0)",
                "graph at indexed256 has the hue of alarm.soon; take another, alarms must stand out "
                    + "(9.4, wanted 15.0)",
                "graph at ansi16 has the hue of header.alarm; take another, alarms must stand out "
                    + "(0.0, wanted 15.0)",
            ]),
        ThemePlant(
            "an alarm in the colours of plain text",
            ["role alarm.note #d0d0e0 | note | note | underline glyph \".\""],
            finds: [
                "alarm.note at truecolour is hardly told from text with usual vision; part the "
                    + "two (8.4, wanted 20.0)",
                "alarm.note at truecolour is hardly told from text with protanopia vision; part the "
                    + "two (8.1, wanted 20.0)",
                "alarm.note at truecolour is hardly told from text with deuteranopia vision; part the "
                    + "two (7.9, wanted 20.0)",
                "alarm.note at truecolour is hardly told from text with tritanopia vision; part the "
                    + "two (2.4, wanted 20.0)",
            ]),
    ]
}
