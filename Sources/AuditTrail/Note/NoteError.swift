/// Why a note, a checkpoint or a key of one cannot be used.
package enum NoteError: Error, Equatable, Sendable, CustomStringConvertible {
    case malformed(String)
    case unknownKind(UInt8)
    case keyIdentifierDiffers
    case notSigned(by: String)
    case signatureInvalid(of: String)

    package var description: String {
        switch self {
        case .malformed(let what): "the text has no valid form: \(what)"
        case .unknownKind(let kind): "the key is of kind \(kind), only 1 (Ed25519) is known"
        case .keyIdentifierDiffers: "the key's identifier does not belong to its name and bytes"
        case .notSigned(let name): "there is no signature of the key \(name)"
        case .signatureInvalid(let name): "the signature of the key \(name) is not valid"
        }
    }
}
