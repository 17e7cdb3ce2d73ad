/// The Unicode properties that RE2 and ECMA 262 share: general categories, `Any` and `ASCII`.
///
/// ECMA 262 leaves the version of Unicode to the engine ("the latest"); RE2 brings its own. Where
/// the two may differ, there is no answer (`dependsOnVersion`).
enum GeneralCategory {
    /// The version of Unicode that RE2 20220601 of Debian 12 brings; a test compares the two.
    private static let version = (major: 15, minor: 0)

    /// Whether a character came, or changed its category, after RE2's version of Unicode.
    static func dependsOnVersion(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.isASCII else { return false }
        switch scalar.value {
        // Changed in Unicode 16: from Ll to Lo, and from Mn to Mc.
        case 0x0295, 0x1171E: return true
        default: return scalar.properties.age.map { $0 > version } ?? false
        }
    }

    /// Reads `{Name}` or `{gc=Name}`; `\p` is already read.
    static func read(
        _ scanner: inout ScalarScanner, isComplement: Bool, from start: Int
    ) throws(PatternError) -> CharacterSet {
        guard scanner.take("{") else {
            throw PatternError(.malformed("\"\\p\" without a property in braces"), at: start)
        }
        var name = ""
        while let scalar = scanner.next(), scalar != "}" {
            name.unicodeScalars.append(scalar)
        }
        guard scanner.previous == "}", name.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw PatternError(
                .malformed("property is not closed, or its name is not ASCII"), at: start)
        }
        let whole: [String: ClosedRange<UInt32>] = ["Any": 0...0x10FFFF, "ASCII": 0...0x7F]
        if let range = whole[name] {
            return CharacterSet(isComplement ? CharacterSet.complement(of: [range]) : [range])
        }
        for prefix in ["General_Category=", "gc="] where name.hasPrefix(prefix) {
            name.removeFirst(prefix.count)
            break
        }
        guard let category = categories[name] else {
            throw PatternError(.unsupported(.unicodeProperty), at: start)
        }
        return CharacterSet(category: category, isComplement: isComplement)
    }

    /// ECMA 262's names (PropertyValueAliases.txt, `gc`) to RE2's. Left out are those that RE2
    /// lacks or composes differently: C, Cn, Cs and LC.
    private static let categories: [String: String] = {
        var table: [String: String] = [:]
        for names in [
            "L Letter", "Lu Uppercase_Letter", "Ll Lowercase_Letter", "Lt Titlecase_Letter",
            "Lm Modifier_Letter", "Lo Other_Letter", "M Mark Combining_Mark",
            "Mn Nonspacing_Mark", "Mc Spacing_Mark", "Me Enclosing_Mark", "N Number",
            "Nd Decimal_Number digit", "Nl Letter_Number", "No Other_Number",
            "P Punctuation punct", "Pc Connector_Punctuation", "Pd Dash_Punctuation",
            "Ps Open_Punctuation", "Pe Close_Punctuation", "Pi Initial_Punctuation",
            "Pf Final_Punctuation", "Po Other_Punctuation", "S Symbol", "Sm Math_Symbol",
            "Sc Currency_Symbol", "Sk Modifier_Symbol", "So Other_Symbol", "Z Separator",
            "Zs Space_Separator", "Zl Line_Separator", "Zp Paragraph_Separator",
            "Cc Control cntrl", "Cf Format", "Co Private_Use",
        ] {
            let words = names.split(separator: " ").map(String.init)
            for word in words { table[word] = words[0] }
        }
        return table
    }()
}
