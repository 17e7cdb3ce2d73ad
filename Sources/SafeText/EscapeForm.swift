/// How a character that may not be drawn is written: `<ESC>`, `<U+202E>`, and `<9B>` for a byte that is
/// not UTF-8.
///
/// No two units share a form (form feed is `<U+000C>`, for `<FF>` is the byte), and text that spells
/// a form itself has its `<` escaped. So what is drawn can be read back in one way only.
enum EscapeForm {
    /// The longest form: `<U+10FFFF>`.
    static let longest = 10

    static func form(of unit: UTF8Reader.Unit) -> [UInt8] {
        switch unit {
        case .rawByte(let byte):
            return bracketed(hexadecimal(UInt32(byte), digits: 2))
        case .scalar(let scalar, _):
            if let name = controlName(scalar) { return bracketed(Array(name.utf8)) }
            let digits = scalar.value > 0xFFFFF ? 6 : scalar.value > 0xFFFF ? 5 : 4
            return bracketed(Array("U+".utf8) + hexadecimal(scalar.value, digits: digits))
        }
    }

    /// How many bytes of the source a form stands for.
    static func sourceLength(_ form: ArraySlice<UInt8>) -> Int {
        guard form.dropFirst().starts(with: "U+".utf8) else { return 1 }
        let digits = String(decoding: form.dropFirst(3).dropLast(), as: UTF8.self)
        return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map(UTF8.width) ?? 1
    }

    /// Whether the bytes from `index` on, a `<`, spell a form, or could with what is put behind them.
    static func isSpelled(in bytes: UnsafeRawBufferPointer, at index: Int) -> Bool {
        let window = bytes[(index + 1)..<min(index + longest, bytes.count)]
        guard let end = window.firstIndex(of: UInt8(ascii: ">")) else {
            return window.count < longest - 1 && window.allSatisfy(isFormByte)
        }
        let word = window[window.startIndex..<end]
        if word.starts(with: "U+".utf8) {
            let digits = word.dropFirst(2)
            return (4...6).contains(digits.count) && digits.allSatisfy(isHexadecimal)
        }
        if word.count == 2, word.allSatisfy(isHexadecimal) { return true }
        return controlNames.contains { $0.utf8.elementsEqual(word) }
    }

    /// The names of the C0 controls in their order; form feed has none, see above.
    private static let controlNames = [
        "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "TAB", "LF", "VT", "", "CR",
        "SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB",
        "ESC", "FS", "GS", "RS", "US", "DEL",
    ]

    private static func controlName(_ scalar: Unicode.Scalar) -> String? {
        if scalar.value == 0x7F { return controlNames.last }
        guard scalar.value < 0x20, scalar.value != 0x0C else { return nil }
        return controlNames[Int(scalar.value)]
    }

    private static func bracketed(_ word: [UInt8]) -> [UInt8] {
        [UInt8(ascii: "<")] + word + [UInt8(ascii: ">")]
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> [UInt8] {
        let alphabet = Array("0123456789ABCDEF".utf8)
        return (0..<digits).reversed().map { alphabet[Int(value >> UInt32(4 * $0) & 0xF)] }
    }

    private static func isFormByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || byte == UInt8(ascii: "+")
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte)
    }
}
