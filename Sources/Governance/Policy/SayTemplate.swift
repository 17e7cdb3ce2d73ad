package import JSON

/// The sentence of a card, with places for arguments: `refund {/amount} usd to {/account}`.
///
/// `{{` and `}}` stand for a brace. The rim fills the places in and makes them safe to draw; a
/// place that the arguments lack is shown as missing there, never left out.
package struct SayTemplate: Hashable, Sendable {
    /// The sentence as written.
    package let text: String
    /// The sentence in parts, in order.
    package let pieces: [Piece]

    /// A part of a sentence.
    package enum Piece: Hashable, Sendable {
        /// Words of the policy.
        case words(String)
        /// A place for the argument at a pointer.
        case argument(JSONPointer)
    }

    /// Reads a sentence of at most `SayTemplate.longest` UTF-8 bytes.
    package init(_ text: String) throws(SayFault) {
        guard text.utf8.count <= SayTemplate.longest else { throw SayFault.tooLong }
        guard text.utf8.contains(where: { $0 != 0x20 }) else { throw SayFault.empty }
        self.text = text
        pieces = try SayTemplate.pieces(of: Array(text.utf8))
    }

    /// The pointers of all places, in order.
    package var pointers: [JSONPointer] {
        pieces.compactMap { piece in
            if case .argument(let pointer) = piece { pointer } else { nil }
        }
    }

    /// Three lines of a terminal of 80 columns: what a person reads at a glance at 2 a.m.
    package static let longest = 240

    private static func pieces(of bytes: [UInt8]) throws(SayFault) -> [Piece] {
        let (open, close) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
        var pieces: [Piece] = []
        var words: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let isDoubled = index + 1 < bytes.count && bytes[index + 1] == byte
            if (byte == open || byte == close) && isDoubled {
                words.append(byte)
                index += 2
            } else if byte == open {
                guard let end = bytes[index...].firstIndex(of: close) else {
                    throw SayFault.unclosed(index)
                }
                if !words.isEmpty { pieces.append(.words(String(decoding: words, as: UTF8.self))) }
                words = []
                pieces.append(.argument(try pointer(bytes[(index + 1)..<end])))
                index = end + 1
            } else if byte == close {
                throw SayFault.unopened(index)
            } else {
                words.append(byte)
                index += 1
            }
        }
        if !words.isEmpty { pieces.append(.words(String(decoding: words, as: UTF8.self))) }
        return pieces
    }

    private static func pointer(_ bytes: ArraySlice<UInt8>) throws(SayFault) -> JSONPointer {
        let text = String(decoding: bytes, as: UTF8.self)
        guard bytes.first == UInt8(ascii: "/") else { throw SayFault.badPointer(text) }
        do {
            return try JSONPointer(text)
        } catch {
            throw SayFault.badPointer(text)
        }
    }
}
