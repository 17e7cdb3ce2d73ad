/// What may reach a terminal, said a second time from the reference of the console and the standard
/// library's own Unicode data, so that the tests do not believe the table they check.
enum AllowList {
    /// Each scalar of the two planes in which scripts and emoji live, and of the others, uniform over
    /// long stretches, one in 251.
    static let sample: [Unicode.Scalar] =
        ((UInt32(0)...0x1FFFF).map { $0 }
        + stride(from: 0x20000, through: 0x10FFFF, by: 251).map { UInt32($0) }
        + (0xE0000...0xE0FFF).map { UInt32($0) } + [0x10FFFE, 0x10FFFF])
        .compactMap(Unicode.Scalar.init)

    static func allows(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator, .enclosingMark:
            false
        case .spaceSeparator:
            scalar == " "
        default:
            !scalar.properties.isDefaultIgnorableCodePoint
                && !scalar.properties.isVariationSelector
                && !scalar.properties.isNoncharacterCodePoint
                && !scalar.properties.isEmojiModifier
                && !blanks.contains(scalar.value)
                && !(0x1F1E6...0x1F1FF).contains(scalar.value)
        }
    }

    /// Drawn as a blank though their category is that of a letter or symbol; the object replacement.
    private static let blanks: Set<UInt32> = [0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, 0xFFFC]
}
