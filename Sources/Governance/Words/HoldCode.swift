/// The three characters by which an operator names a hold.
///
/// Codes are dealt in an order in which neighbours start differently, so that the confirming key
/// differs from item to item, and none comes again within ``HoldCode/capacity`` holds; the gate
/// opens no more than that in a day.
package struct HoldCode: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The three characters, in capitals.
    package let text: String

    /// The characters of a code: no 0, O, 1, I or L, which are taken for each other.
    package static let alphabet = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ")

    /// How many codes there are.
    package static let capacity = 31 * 31 * 31

    /// The code of the nth hold of a trail.
    package init(dealing number: UInt64) {
        let base = UInt64(HoldCode.alphabet.count)
        let first = number % base
        // 961 = 31 x 31 has no factor in common with 397, so the tail visits every pair.
        let tail = (number / base &* 397 &+ first &* 53) % (base * base)
        let indices = [first, tail / base, tail % base]
        text = String(indices.map { HoldCode.alphabet[Int($0)] })
    }

    /// Reads a code as a person types it, in either case; nil if it cannot be one.
    package init?(typed: String) {
        let text = typed.uppercased()
        guard text.utf8.count == 3, text.allSatisfy({ HoldCode.alphabet.contains($0) }) else {
            return nil
        }
        self.text = text
    }

    package var description: String { text }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let code = HoldCode(typed: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a code is three characters of its alphabet")
        }
        self = code
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
