/// Thirty-two bytes that stand for a value: a proposal, a tool definition, a policy file.
///
/// What is hashed and with which key is said where a digest is made; here it is only compared.
package struct Digest: Hashable, Sendable, Codable, CustomStringConvertible {
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    /// The length of every digest, in bytes.
    package static let byteCount = 32

    /// Thirty-two zero bytes: stands where there is nothing to be named.
    package static let zero = Digest()

    private init() {
        (first, second, third, fourth) = (0, 0, 0, 0)
    }

    /// Takes exactly 32 bytes that lie together; anything else is nil.
    package init?(contiguous bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Digest.byteCount else { return nil }
        first = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
        second = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        third = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
        fourth = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
    }

    /// Takes exactly 32 bytes; anything else is nil.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Digest.byteCount else { return nil }
        var words: [UInt64] = []
        var word: UInt64 = 0
        for (index, byte) in bytes.enumerated() {
            word = word << 8 | UInt64(byte)
            if index % 8 == 7 {
                words.append(word)
                word = 0
            }
        }
        (first, second, third, fourth) = (words[0], words[1], words[2], words[3])
    }

    /// Reads 64 lower-case hexadecimal digits; anything else is nil.
    package init?(hexadecimal: some StringProtocol) {
        let digits = Array(hexadecimal.utf8)
        guard digits.count == Digest.byteCount * 2 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Digest.value(of: digits[index]),
                let low = Digest.value(of: digits[index + 1])
            else { return nil }
            bytes.append(high << 4 | low)
        }
        self.init(bytes: bytes)
    }

    /// The 32 bytes.
    package var bytes: [UInt8] {
        [first, second, third, fourth].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
        }
    }

    /// 64 lower-case hexadecimal digits.
    package var hexadecimal: String {
        String(unsafeUninitializedCapacity: Digest.byteCount * 2) { digits in
            writeHexadecimal(to: digits)
            return Digest.byteCount * 2
        }
    }

    /// Writes the 64 digits; there is room for as many.
    func writeHexadecimal(to digits: UnsafeMutableBufferPointer<UInt8>) {
        let target = UnsafeMutableRawBufferPointer(digits)
        for (place, word) in [first, second, third, fourth].enumerated() {
            let high = Digest.hexadecimal(UInt32(truncatingIfNeeded: word >> 32))
            let low = Digest.hexadecimal(UInt32(truncatingIfNeeded: word))
            target.storeBytes(of: high.bigEndian, toByteOffset: place * 16, as: UInt64.self)
            target.storeBytes(of: low.bigEndian, toByteOffset: place * 16 + 8, as: UInt64.self)
        }
    }

    /// The eight digits of a number, the first in the highest byte: all at once in one word.
    private static func hexadecimal(_ number: UInt32) -> UInt64 {
        var digits = UInt64(number)
        digits = (digits << 16 | digits) & 0x0000_FFFF_0000_FFFF
        digits = (digits << 8 | digits) & 0x00FF_00FF_00FF_00FF
        digits = (digits << 4 | digits) & 0x0F0F_0F0F_0F0F_0F0F
        // One in each byte that holds ten or more.
        let letters = (digits &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return digits &+ 0x3030_3030_3030_3030 &+ letters &* 0x27
    }

    package var description: String { hexadecimal }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let digest = Digest(hexadecimal: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a digest is 64 lower-case hexadecimal digits")
        }
        self = digest
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hexadecimal)
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }
}
