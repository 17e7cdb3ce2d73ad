/// A pattern compiled once and matched in time linear in the subject, whatever the pattern is.
///
/// Two patterns are equal when dialect and text are, byte for byte.
package struct Pattern: Sendable {
    /// How the text of a pattern is read.
    package enum Dialect: Hashable, Sendable {
        /// The owner's own patterns: RE2's syntax as it is.
        case policy
        /// ECMA 262 with the `u` flag, as JSON Schema has it. What RE2 cannot do in exactly the
        /// same sense is refused by name.
        case ecma262
    }

    /// The pattern as written.
    package let text: String
    /// How `text` is read.
    package let dialect: Dialect
    private let expression: CompiledExpression
    /// Whether an answer may depend on the version of Unicode.
    private let usesCategories: Bool

    /// Compiles a pattern of at most `PatternLimits.patternBytes` bytes.
    package init(_ text: String, dialect: Dialect) throws(PatternError) {
        guard text.utf8.count <= PatternLimits.patternBytes else {
            throw PatternError(.tooLong(bytes: text.utf8.count))
        }
        self.text = text
        self.dialect = dialect
        switch dialect {
        case .policy:
            expression = try CompiledExpression(text)
            usesCategories = false
        case .ecma262:
            let translation = try ECMATranslator.translate(text)
            expression = try CompiledExpression(translation.text)
            usesCategories = translation.usesCategories
        }
    }

    /// Instructions of the compiled program, some 16 bytes each; at least 1.
    package var programSize: Int { expression.programSize }

    /// The longest subject in bytes that this pattern takes.
    package var subjectLimit: Int {
        min(PatternLimits.subjectBytes, PatternLimits.work / programSize)
    }

    /// The most instructions that RE2 visits for a subject of this many bytes.
    package func work(forBytes count: Int) -> Int {
        let (product, overflows) = (count + 1).multipliedReportingOverflow(
            by: programSize)
        return overflows ? Int.max : product
    }

    /// Whether the pattern is found anywhere in UTF-8 text. What is not UTF-8 matches nothing.
    package func matches(_ subject: UnsafeBufferPointer<UInt8>) throws(SubjectFault) -> Bool {
        try check(length: subject.count)
        if usesCategories { try checkCharacters(of: String(decoding: subject, as: UTF8.self)) }
        return expression.matches(subject)
    }

    /// Whether the pattern is found anywhere in the text.
    package func matches(_ subject: String) throws(SubjectFault) -> Bool {
        try check(length: subject.utf8.count)
        if usesCategories { try checkCharacters(of: subject) }
        var subject = subject
        return subject.withUTF8 { expression.matches($0) }
    }

    private func check(length: Int) throws(SubjectFault) {
        guard length <= subjectLimit else {
            throw .tooLong(bytes: length, limit: subjectLimit)
        }
    }

    private func checkCharacters(of subject: String) throws(SubjectFault) {
        if let scalar = subject.unicodeScalars.first(where: GeneralCategory.dependsOnVersion) {
            throw .newCharacter(scalar)
        }
    }
}

extension Pattern: Hashable {
    package static func == (left: Pattern, right: Pattern) -> Bool {
        left.dialect == right.dialect && left.text.utf8.elementsEqual(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(dialect)
    }
}
