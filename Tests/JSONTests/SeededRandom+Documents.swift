extension SeededRandom {
    /// A valid text, now and then with a duplicate key.
    mutating func document() -> [UInt8] {
        var bytes: [UInt8] = []
        append(depth: 0, to: &bytes)
        return bytes
    }

    /// The text with one to three faults of the kinds that senders and attackers make.
    mutating func mutated(_ document: [UInt8]) -> [UInt8] {
        var bytes = document
        for _ in 0...below(3) where !bytes.isEmpty {
            let place = below(bytes.count)
            switch below(6) {
            case 0: bytes[place] ^= 1 << UInt8(below(8))
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(Array("{}[]:,\"\\u0-.eE \n".utf8)[below(16)], at: place)
            case 3: bytes.removeSubrange(place...)
            case 4:
                let slice = Array(bytes[place..<min(bytes.count, place + 1 + below(12))])
                bytes.insert(contentsOf: slice, at: below(bytes.count))
            default: bytes[place] = UInt8(below(256))
            }
        }
        return bytes
    }

    private mutating func append(depth: Int, to bytes: inout [UInt8]) {
        space(&bytes)
        switch below(depth > 5 ? 5 : 9) {
        case 0: bytes += Array("null".utf8)
        case 1: bytes += Array((chance(50) ? "true" : "false").utf8)
        case 2, 3: bytes += Array(numberSpelling().utf8)
        case 4: string(&bytes)
        case 5, 6: array(depth, &bytes)
        default: object(depth, &bytes)
        }
        space(&bytes)
    }

    private mutating func array(_ depth: Int, _ bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for index in 0..<below(5) {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(depth: depth + 1, to: &bytes)
        }
        if bytes.last == UInt8(ascii: "[") { space(&bytes) }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func object(_ depth: Int, _ bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        let isLarge = chance(10)
        for index in 0..<(isLarge ? 9 + below(20) : below(6)) {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            space(&bytes)
            if chance(85) {
                // A number in each name keeps them apart, but for the few names below.
                let start = bytes.count
                string(&bytes)
                bytes.insert(contentsOf: "\(index)-".utf8, at: start + 1)
            } else {
                bytes += Array(["\"a\"", "\"\\u0061\"", "\"\""][below(3)].utf8)
            }
            space(&bytes)
            bytes.append(UInt8(ascii: ":"))
            append(depth: isLarge ? 6 : depth + 1, to: &bytes)
        }
        if bytes.last == UInt8(ascii: "{") { space(&bytes) }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func string(_ bytes: inout [UInt8]) {
        let parts = [
            "a", "Zz", "amount", " ", "/", "é", "漢字", "😂", "\u{7F}", "\u{2028}", "e\u{301}",
            "\u{FFFF}",
            "\\n", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\r", "\\t", "\\u0000", "\\u00e9",
            "\\uD83D\\uDE02",
            "\\uFFFF", "\\ue000", "0123456789abcdef",
        ]
        bytes.append(UInt8(ascii: "\""))
        for _ in 0..<below(chance(5) ? 60 : 5) { bytes += Array(parts[below(parts.count)].utf8) }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func space(_ bytes: inout [UInt8]) {
        guard chance(15) else { return }
        for _ in 0...below(3) { bytes.append([0x20, 0x0A, 0x0D, 0x09][below(4)]) }
    }
}
