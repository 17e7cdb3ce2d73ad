import Pattern
import Testing

/// General categories as RE2 knows them beside those of Swift's standard library.
@Suite struct GeneralCategoryTests {
    static let names: [(Unicode.GeneralCategory, [String])] = [
        (.uppercaseLetter, ["Lu", "Uppercase_Letter"]),
        (.lowercaseLetter, ["Ll", "Lowercase_Letter"]),
        (.titlecaseLetter, ["Lt", "Titlecase_Letter"]),
        (.modifierLetter, ["Lm", "Modifier_Letter"]), (.otherLetter, ["Lo", "Other_Letter"]),
        (.nonspacingMark, ["Mn", "Nonspacing_Mark"]), (.spacingMark, ["Mc", "Spacing_Mark"]),
        (.enclosingMark, ["Me", "Enclosing_Mark"]),
        (.decimalNumber, ["Nd", "Decimal_Number", "digit"]),
        (.letterNumber, ["Nl", "Letter_Number"]), (.otherNumber, ["No", "Other_Number"]),
        (.connectorPunctuation, ["Pc", "Connector_Punctuation"]),
        (.dashPunctuation, ["Pd", "Dash_Punctuation"]),
        (.openPunctuation, ["Ps", "Open_Punctuation"]),
        (.closePunctuation, ["Pe", "Close_Punctuation"]),
        (.initialPunctuation, ["Pi", "Initial_Punctuation"]),
        (.finalPunctuation, ["Pf", "Final_Punctuation"]),
        (.otherPunctuation, ["Po", "Other_Punctuation"]), (.mathSymbol, ["Sm", "Math_Symbol"]),
        (.currencySymbol, ["Sc", "Currency_Symbol"]), (.modifierSymbol, ["Sk", "Modifier_Symbol"]),
        (.otherSymbol, ["So", "Other_Symbol"]), (.spaceSeparator, ["Zs", "Space_Separator"]),
        (.lineSeparator, ["Zl", "Line_Separator"]),
        (.paragraphSeparator, ["Zp", "Paragraph_Separator"]),
        (.control, ["Cc", "Control", "cntrl"]),
        (.format, ["Cf", "Format"]), (.privateUse, ["Co", "Private_Use"]),
    ]

    static let groups: [(names: [String], members: String)] = [
        (["L", "Letter"], "Lu Ll Lt Lm Lo"), (["M", "Mark", "Combining_Mark"], "Mn Mc Me"),
        (["N", "Number"], "Nd Nl No"), (["P", "Punctuation", "punct"], "Pc Pd Ps Pe Pi Pf Po"),
        (["S", "Symbol"], "Sm Sc Sk So"), (["Z", "Separator"], "Zs Zl Zp"),
    ]

    /// The version of Unicode that RE2 20220601 (Debian 12) brings. About what is newer, or has
    /// changed since, a pattern gives no answer.
    static let version = (major: 15, minor: 0)
    static let changed: Set<UInt32> = [0x0295, 0x1171E]

    /// Characters of up to this version by category, in texts short enough for any category.
    static func charactersByCategory() -> [Unicode.GeneralCategory: [String]] {
        var characters: [Unicode.GeneralCategory: [Unicode.Scalar]] = [:]
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let properties = scalar.properties
            guard let age = properties.age, age <= version, !changed.contains(value) else {
                continue
            }
            characters[properties.generalCategory, default: []].append(scalar)
        }
        return characters.mapValues { scalars in
            stride(from: 0, to: scalars.count, by: 4_096).map { start in
                var view = String.UnicodeScalarView()
                view.append(contentsOf: scalars[start..<min(start + 4_096, scalars.count)])
                return String(view)
            }
        }
    }

    @Test func everyCharacterHasTheCategoryThatUnicodeGivesIt() throws {
        let characters = Self.charactersByCategory()
        var short: [String: [String]] = [:]
        for (category, names) in Self.names {
            let own = try #require(characters[category])
            short[names[0]] = own
            for name in names {
                let all = try Pattern("^\\p{\(name)}+$", dialect: .ecma262)
                let others = try Pattern("^\\P{\(name)}+$", dialect: .ecma262)
                #expect(try own.allSatisfy { try all.matches($0) }, "\(name)")
                for (other, texts) in characters where other != category {
                    let areOthers = try texts.allSatisfy { try others.matches($0) }
                    #expect(areOthers, "\(name) takes some of \(other)")
                }
            }
        }
        for group in Self.groups {
            for name in group.names {
                let all = try Pattern("^\\p{\(name)}+$", dialect: .ecma262)
                let others = try Pattern("^\\P{gc=\(name)}+$", dialect: .ecma262)
                for (category, texts) in short {
                    let isMember = group.members.split(separator: " ").contains { $0 == category }
                    let pattern = isMember ? all : others
                    let areAsSaid = try texts.allSatisfy { try pattern.matches($0) }
                    #expect(areAsSaid, "\(name), \(category)")
                }
            }
        }
    }
}
