import Console

/// Copying by OSC 52: the terminal puts the bytes into the clipboard of the person's own machine.
package enum Clipboard {
    /// How many bytes can be copied.
    package static let most = Clipping.most

    /// The sequence; nil for more than ``most``.
    static func sequence(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count <= most else { return nil }
        return Array("\u{1b}]52;c;".utf8) + base64(bytes) + Array("\u{1b}\\".utf8)
    }

    /// RFC 4648, section 4.
    static func base64(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                let digit = digits[bits >> (18 - 6 * place) & 63]
                text.append(place <= group.count ? digit : UInt8(ascii: "="))
            }
        }
        return text
    }
}
