import Crypto

/// Signs the heads of one log.
struct HeadSigner: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    private let identifier: [UInt8]

    init(key: Curve25519.Signing.PrivateKey, identifier: [UInt8]) {
        self.key = key
        self.identifier = identifier
    }

    func sign(_ checkpoint: Checkpoint) throws(TrailError) -> [UInt8] {
        let text = checkpoint.text
        let signature: [UInt8]
        do {
            signature = [UInt8](try key.signature(for: Array(text.utf8)))
        } catch {
            throw .signing("\(error)")
        }
        let line = SignedNote.Signature(
            name: checkpoint.origin, keyIdentifier: identifier, bytes: signature)
        return SignedNote(text: text, signatures: [line]).bytes
    }
}
