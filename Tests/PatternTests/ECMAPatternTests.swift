import Pattern
import Testing

/// ECMA 262's meaning of a pattern. Each row was compared with an ECMA 262 engine (`u` flag).
@Suite struct ECMAPatternTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let pattern: String
        let matches: [String]
        let others: [String]
        var testDescription: String { pattern }

        init(_ pattern: String, _ matches: [String], not others: [String]) {
            self.pattern = pattern
            self.matches = matches
            self.others = others
        }
    }

    static let rows: [Row] = [
        // Anchors and the dot.
        Row("^abc$", ["abc"], not: ["abc\n", "\nabc", "abc\r", "x\nabc"]),
        Row("abc", ["abc", "xabcx", "\nabc\n"], not: ["ab", "ABC", ""]),
        Row(
            "^.$", ["a", "\u{85}", "😀", "\0", "\u{B}"],
            not: ["\n", "\r", "\u{2028}", "\u{2029}", ""]),
        Row("^.{2}$", ["ab", "😀😀", "e\u{301}"], not: ["😀", "é", "abc"]),
        Row("a$|^b", ["ca", "bc"], not: ["ab c", "cb"]),
        Row("a^b", [], not: ["ab", "a\nb"]),
        // Classes of escapes.
        Row("^\\d$", ["0", "9"], not: ["٣", "０", "a", ""]),
        Row("^\\D$", ["٣", "a", "\n", "😀"], not: ["0", "9"]),
        Row("^\\w$", ["a", "Z", "0", "_"], not: ["é", "-", "ſ", "\u{212A}"]),
        Row("^\\W$", ["é", "-", "ſ", "\u{212A}", "\n"], not: ["a", "Z", "0", "_"]),
        Row(
            "^\\s$",
            [
                "\t", "\n", "\u{B}", "\u{C}", "\r", " ", "\u{A0}", "\u{1680}", "\u{2000}",
                "\u{200A}", "\u{2028}", "\u{2029}", "\u{202F}", "\u{205F}", "\u{3000}", "\u{FEFF}",
            ],
            not: ["\u{85}", "\u{180E}", "\u{200B}", "\u{2060}", "a", "\u{8}", "\u{1F}"]),
        Row(
            "^\\S$", ["\u{85}", "\u{180E}", "\u{200B}", "a", "😀"],
            not: ["\u{B}", "\u{FEFF}", "\u{2029}"]),
        Row("^[\\s\\S]$", ["\n", "a", "\u{2028}", "😀"], not: ["", "ab"]),
        Row("^[\\d\\w]+$", ["a1_"], not: ["a-1", "é"]),
        Row("^[^\\s]$", ["a", "\u{85}"], not: ["\u{A0}", "\u{B}"]),
        Row("^[^\\S]$", ["\u{A0}", "\u{B}"], not: ["a", "\u{85}"]),
        Row("^[^\\W\\d]$", ["a", "_"], not: ["1", "é"]),
        // Word boundaries.
        Row("\\bcat\\b", ["a cat.", "cat", "écaté"], not: ["cats", "concat", "cat_"]),
        // Characters by number.
        Row("^\\x41$", ["A"], not: ["x41", "a"]),
        Row("^\\u0041$", ["A"], not: ["u0041"]),
        Row("^\\u{1F600}$", ["😀"], not: ["u", "\u{1F60}0"]),
        Row("^\\uD83D\\uDE00$", ["😀"], not: ["😁"]),
        Row("^[\\uD83D\\uDE00-\\uD83D\\uDE02]$", ["😀", "😁", "😂"], not: ["😃"]),
        Row("^\\cC$", ["\u{3}"], not: ["\\cC", "C"]),
        Row("^\\cj$", ["\n"], not: ["j"]),
        Row("^\\0$", ["\0"], not: ["0", ""]),
        Row("^\\t\\n\\v\\f\\r$", ["\t\n\u{B}\u{C}\r"], not: ["tnvfr", ""]),
        Row("^[\\b]$", ["\u{8}"], not: ["b", ""]),
        // Escaped punctuation.
        Row("^\\/\\^\\$\\\\\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|$", ["/^$\\.*+?()[]{}|"], not: [""]),
        Row("^a/b$", ["a/b"], not: ["ab"]),
        Row("^[\\-\\]\\^]$", ["-", "]", "^"], not: ["\\", "a"]),
        // Classes in brackets.
        Row("^[a-c]$", ["a", "b", "c"], not: ["d", "-", "A"]),
        Row("^[a-]$", ["a", "-"], not: ["b"]),
        Row("^[-a]$", ["a", "-"], not: ["b"]),
        Row("^[+--]$", ["+", ",", "-"], not: ["."]),
        Row("^[a^]$", ["a", "^"], not: ["b"]),
        Row("^[[:alpha:]$", ["[", ":", "a"], not: ["b", "]", "A"]),
        Row("^[.*+?(){}|$]$", [".", "*", "+", "?", "(", ")", "{", "}", "|", "$"], not: ["a", ""]),
        Row("^[a&&b]$", ["a", "&", "b"], not: ["c"]),
        Row("[]", [], not: ["", "a", "]"]),
        Row("^[]a$", [], not: ["a", "]", "]a", ""]),
        Row("^[^]$", ["a", "\n", "😀"], not: ["", "ab"]),
        Row("^[^a]$", ["b", "\n", "\u{2028}"], not: ["a", ""]),
        Row("^[é-ü]$", ["é", "ö"], not: ["e", "ý"]),
        Row("^[\\0-\\uFFFF]$", ["\0", "é", "\u{FFFF}"], not: ["😀"]),
        // Repetition.
        Row("^a{2}$", ["aa"], not: ["a", "aaa"]),
        Row("^a{2,}$", ["aa", "aaa"], not: ["a"]),
        Row("^a{0,2}$", ["", "a", "aa"], not: ["aaa"]),
        Row("^a{0}$", [""], not: ["a"]),
        Row("^a+?b*?c??$", ["a", "aab", "abc"], not: ["", "b"]),
        Row("^\\x61{2}$", ["aa"], not: ["a"]),
        Row("^é{2}$", ["éé"], not: ["é"]),
        Row("^(?:ab)+$", ["ab", "abab"], not: ["", "aba"]),
        Row("^(a|b*)*$", ["", "abba"], not: ["c"]),
        Row("^(|a)+$", ["", "aaa"], not: ["b"]),
        Row("^(?:^a|b)*$", ["ab", "", "bb"], not: ["ba"]),
        // Groups.
        Row("^(?<year>\\d{4})-(?<month>\\d\\d)$", ["2026-11"], not: ["2026-1"]),
        Row("^(a|b|)$", ["a", "b", ""], not: ["c"]),
        Row("^()$", [""], not: ["a"]),
        Row("|", ["", "a"], not: []),
        Row("", ["", "a"], not: []),
        // Properties.
        Row("^\\p{L}$", ["a", "é", "中", "ª"], not: ["1", "_", "\u{301}"]),
        Row("^\\p{Letter}+$", ["École"], not: ["l'école"]),
        Row("^\\P{Lu}$", ["a", "1"], not: ["A", "É"]),
        Row("^\\p{gc=Decimal_Number}$", ["1", "٣"], not: ["½"]),
        Row("^\\p{General_Category=Nd}$", ["৪"], not: ["a"]),
        Row("^\\p{digit}+$", ["42", "৪২"], not: ["-%#"]),
        Row("^[\\p{L}\\p{Mn}'-]+$", ["l'e\u{301}cole-A"], not: ["1", " "]),
        Row("^[^\\p{L}]$", ["1"], not: ["a"]),
        Row("^[\\P{L}]$", ["1"], not: ["a"]),
        Row("^\\p{ASCII}$", ["a", "\0"], not: ["é"]),
        Row("^\\P{ASCII}$", ["é"], not: ["a"]),
        Row("^\\p{Any}$", ["é", "\n"], not: [""]),
    ]

    @Test(arguments: rows)
    func aPatternMeansWhatECMA262Says(row: Row) throws {
        let pattern = try Pattern(row.pattern, dialect: .ecma262)
        for subject in row.matches {
            #expect(try pattern.matches(subject), "\(row.pattern) on \(subject.debugDescription)")
        }
        for subject in row.others {
            #expect(try !pattern.matches(subject), "\(row.pattern) on \(subject.debugDescription)")
        }
    }

    /// Valid in ECMA 262, and not exactly equal in RE2.
    @Test(
        arguments: [
            ("a(?=b)", .lookAhead, 1), ("(?!b)", .lookAhead, 0), ("(?<=b)", .lookBehind, 0),
            ("(?<!b)", .lookBehind, 0), ("(a)\\1", .backReference, 3),
            ("(?<n>a)\\k<n>", .backReference, 7), ("\\B", .notWordBoundary, 0),
            ("\\p{Script=Greek}", .unicodeProperty, 0), ("\\p{Alphabetic}", .unicodeProperty, 0),
            ("\\p{C}", .unicodeProperty, 0), ("\\p{Cn}", .unicodeProperty, 0),
            ("\\p{LC}", .unicodeProperty, 0), ("[\\p{sc=Han}]", .unicodeProperty, 1),
            ("\\uD83D", .surrogate, 0), ("[\\uD800-\\uDFFF]", .surrogate, 1),
            ("\\uDE00\\uD83D", .surrogate, 0), ("\\u{D800}", .surrogate, 0),
            ("a{1001}", .repetition, 1), ("a{1,99999999999999999999}", .repetition, 1),
            ("é(?i:a)", .modifiers, 1), ("(?i-s:a)", .modifiers, 0),
        ] as [(String, PatternError.Construct, Int)])
    func whatRE2CannotDoExactlyIsRefusedByName(
        text: String, construct: PatternError.Construct, offset: Int
    ) {
        #expect(throws: PatternError(.unsupported(construct), at: offset)) {
            try Pattern(text, dialect: .ecma262)
        }
    }

    /// Not patterns in ECMA 262, though RE2 or another engine may give them a meaning.
    @Test(arguments: [
        ("(a", 0), ("a)", 1), ("[a", 0), ("a]", 1), ("a}", 1), ("{", 0), ("a{", 1), ("a{,5}", 1),
        ("a{2", 1), ("*a", 0), ("a**", 2), ("a*+", 2), ("a{2}{3}", 4), ("^*", 1), ("$+", 1),
        ("\\b?", 2), ("(*a)", 1), ("|*", 1), ("a{3,2}", 1), ("[b-a]", 2), ("[a-\\d]", 2),
        ("[\\w-z]", 3), ("(?P<n>a)", 0), ("(?i)a", 0), ("(?#x)", 0), ("(?>a)", 0), ("(?<>a)", 0),
        ("(?<1>a)", 0), ("(?<n", 0), ("(?<n>a)(?<n>b)", 7), ("\\Z", 0), ("\\A", 0), ("\\z", 0),
        ("\\a", 0), ("\\Qa\\E", 0), ("\\C", 0), ("\\pL", 0), ("\\p{L", 0), ("\\h", 0), ("\\é", 0),
        ("\\", 0), ("\\c", 0), ("\\c1", 0), ("\\x4", 0), ("\\x{41}", 0), ("\\u004", 0),
        ("\\u{110000}", 0), ("\\u{}", 0), ("\\u{41", 0), ("\\01", 0), ("[\\1]", 1), ("[\\B]", 1),
        ("\\e", 0), ("(?", 0), ("\\\n", 0),
    ])
    func whatIsNoPatternIsRefusedWithItsPlace(text: String, offset: Int) {
        let error = #expect(throws: PatternError.self) { try Pattern(text, dialect: .ecma262) }
        guard case .malformed = error?.reason else {
            Issue.record("\(text): \(String(describing: error))")
            return
        }
        #expect(error?.offset == offset)
    }

    /// U+088F came with Unicode 17, U+0295 changed with 16: engines differ, so there is no answer.
    @Test(arguments: ["\u{88F}", "a\u{295}", "\u{1171E}"])
    func aCharacterNewerThanTheTablesIsNoAnswer(subject: String) throws {
        let scalar = try #require(subject.unicodeScalars.last)
        for text in ["\\p{L}", "[^\\p{Lu}a]", "\\P{Nd}"] {
            let pattern = try Pattern(text, dialect: .ecma262)
            #expect(throws: SubjectFault.newCharacter(scalar)) { try pattern.matches(subject) }
            #expect(throws: SubjectFault.newCharacter(scalar)) {
                try Array(subject.utf8).withUnsafeBufferPointer { try pattern.matches($0) }
            }
        }
        #expect(try Pattern("^.+$", dialect: .ecma262).matches(subject))
        #expect(try Pattern("\\p{L}|.", dialect: .policy).matches(subject))
    }

    @Test func anErrorNamesThePlaceForAPerson() {
        #expect(
            PatternError(.unsupported(.lookAhead), at: 4).description
                == "pattern uses what cannot be matched in linear time and exactly: "
                + "look-ahead at character 5")
        #expect(
            PatternError(.malformed("lone \"{\""), at: 0).description
                == "pattern is not valid: lone \"{\" at character 1")
        #expect(
            PatternError(.tooLong(bytes: 5_000)).description
                == "pattern has 5000 bytes, more than the 4096 allowed")
        #expect(
            SubjectFault.tooLong(bytes: 9, limit: 8).description
                == "text has 9 bytes, more than the 8 that this pattern is matched against")
        #expect(
            SubjectFault.newCharacter("\u{88F}").description
                == "text has U+88F, whose category depends on the version of Unicode")
    }
}
