/// A text with signatures under it (C2SP signed-note v1.0.0).
package struct SignedNote: Sendable, Equatable {
    package struct Signature: Sendable, Equatable {
        package let name: String
        /// First four bytes of the hash of the key.
        package let keyIdentifier: [UInt8]
        package let bytes: [UInt8]
    }

    /// What is signed; ends with a line feed.
    package let text: String
    package let signatures: [Signature]

    /// A note is small: a longer one is refused before it is looked at.
    package static let maximumBytes = 64 << 10
    /// Enough for a log and its witnesses.
    package static let maximumSignatures = 64

    package init(text: String, signatures: [Signature]) {
        precondition(text.utf8.last == 0x0a)
        self.text = text
        self.signatures = signatures
    }

    package init(_ bytes: [UInt8]) throws(NoteError) {
        guard bytes.count <= Self.maximumBytes else { throw .malformed("it is too long") }
        guard let whole = String(validating: bytes, as: UTF8.self) else {
            throw .malformed("it is not UTF-8")
        }
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0a }), bytes.last == 0x0a else {
            throw .malformed("it has control characters or no end of line")
        }
        // The last empty line ends the text.
        guard let blank = Self.lastBlankLine(in: bytes) else {
            throw .malformed("there is no empty line before the signatures")
        }
        let lines = String(whole.utf8.dropFirst(blank + 1)) ?? ""
        text = String(whole.utf8.prefix(blank)) ?? ""
        var found: [Signature] = []
        for line in lines.split(separator: "\n") {
            guard found.count < Self.maximumSignatures else {
                throw .malformed("there are too many signatures")
            }
            found.append(try Self.signature(line))
        }
        guard !found.isEmpty, !text.isEmpty else { throw .malformed("a part is missing") }
        signatures = found
    }

    package var bytes: [UInt8] {
        var note = text + "\n"
        for signature in signatures {
            let blob = Base64.text(of: signature.keyIdentifier + signature.bytes)
            note += "— \(signature.name) \(blob)\n"
        }
        return Array(note.utf8)
    }

    /// Throws unless this key signed the text. Signatures of other keys are ignored.
    package func verify(by verifier: NoteVerifier) throws(NoteError) {
        let own = signatures.filter {
            $0.name.utf8.elementsEqual(verifier.name.utf8)
                && $0.keyIdentifier == verifier.identifier
        }
        guard !own.isEmpty else { throw .notSigned(by: verifier.name) }
        // All lines that claim to be this key's must be good: a reader must not have to choose.
        for signature in own
        where !verifier.isSignature(signature.bytes, of: Array(text.utf8)) {
            throw .signatureInvalid(of: verifier.name)
        }
    }

    /// The index just after the text's last line feed.
    private static func lastBlankLine(in bytes: [UInt8]) -> Int? {
        var index = bytes.count - 1
        while index > 0 {
            if bytes[index] == 0x0a && bytes[index - 1] == 0x0a { return index }
            index -= 1
        }
        return nil
    }

    private static func signature(_ line: Substring) throws(NoteError) -> Signature {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "—", NoteVerifier.isName(parts[1]),
            let blob = Base64.bytes(of: parts[2]), blob.count > NoteVerifier.identifierByteCount
        else { throw .malformed("a signature line is \"— name base64\"") }
        return Signature(
            name: String(parts[1]), keyIdentifier: Array(blob.prefix(4)),
            bytes: Array(blob.dropFirst(4)))
    }
}
