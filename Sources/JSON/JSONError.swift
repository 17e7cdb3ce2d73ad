/// Why a JSON text was refused, and where.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong; a closed set.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case unexpectedEnd
        case expectedValue
        case expectedKey
        case expectedColon
        case expectedCommaOrEnd
        case expectedObject
        case expectedArray
        case expectedString
        case invalidLiteral
        case invalidNumber
        case exponentTooLarge
        case controlCharacter
        case invalidEscape
        case loneSurrogate
        case invalidUTF8
        case byteOrderMark
        case duplicateKey
        case tooDeep
        case tooLong
        case tooMany
        case trailingBytes
    }

    /// What is wrong.
    package let kind: Kind
    /// The byte at which it shows, counted from 0.
    package let offset: Int

    package init(kind: Kind, offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    package var description: String { "\(words) at byte \(offset)" }

    private var words: String {
        switch kind {
        case .unexpectedEnd: "the JSON text ends too early"
        case .expectedValue: "no JSON value where one is due"
        case .expectedKey: "no key where one is due"
        case .expectedColon: "no colon after a key"
        case .expectedCommaOrEnd: "neither a comma nor the end of the array or object"
        case .expectedObject: "not an object"
        case .expectedArray: "not an array"
        case .expectedString: "not a string"
        case .invalidLiteral: "a word that is not true, false or null"
        case .invalidNumber: "a number that JSON does not allow"
        case .exponentTooLarge:
            "a number with more than \(JSONLimits.exponentDigits) digits of exponent"
        case .controlCharacter: "a control character inside a string, which must be escaped"
        case .invalidEscape: "an escape that JSON does not know"
        case .loneSurrogate: "half of a surrogate pair, which stands for no character"
        case .invalidUTF8: "bytes that are not UTF-8"
        case .byteOrderMark: "a byte order mark before the JSON text"
        case .duplicateKey: "a key that the object already has"
        case .tooDeep: "arrays and objects nested too deeply"
        case .tooMany: "more values, or more keys in one object, than are read"
        case .tooLong: "the JSON text is longer than allowed"
        case .trailingBytes: "bytes after the end of the JSON value"
        }
    }
}
