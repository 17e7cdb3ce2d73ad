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

    /// What a dealt code begins with: not the keys that begin an approval and a denial, so that one
    /// of them held down can never go on to confirm it.
    static let beginnings = alphabet.filter { $0 != "A" && $0 != "D" }

    /// How many codes are dealt before one comes again.
    package static let capacity = 29 * 31 * 31

    /// The code of the nth hold of a trail.
    package init(dealing number: UInt64) {
        let (base, letters) = (
            UInt64(Self.beginnings.count), UInt64(Self.alphabet.count)
        )
        let first = number % base
        // 961 = 31 x 31 has no factor in common with 397, so the tail visits every pair.
        let tail = (number / base &* 397 &+ first &* 53) % (letters * letters)
        text = String([
            Self.beginnings[Int(first)], Self.alphabet[Int(tail / letters)],
            Self.alphabet[Int(tail % letters)],
        ])
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
