import SafeText

/// Reads what is drawn back into the bytes it came from: written for the tests from the rules alone, so
/// that it shares no mistake with the escaper. That it gives the bytes back for every text proves
/// that no two texts are drawn alike.
enum Reading {
    static func bytes(of drawn: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Substring(drawn).unicodeScalars[...]
        while let first = rest.first {
            if first == "<", let close = rest.firstIndex(of: ">"),
                let unit = unit(String(rest[rest.index(after: rest.startIndex)..<close]))
            {
                bytes += unit
                rest = rest[rest.index(after: close)...]
            } else {
                bytes += Array(String(first).utf8)
                rest = rest.dropFirst()
            }
        }
        return bytes
    }

    private static let controls: [String: UInt8] = [
        "NUL": 0, "SOH": 1, "STX": 2, "ETX": 3, "EOT": 4, "ENQ": 5, "ACK": 6, "BEL": 7, "BS": 8,
        "TAB": 9, "LF": 10, "VT": 11, "CR": 13, "SO": 14, "SI": 15, "DLE": 16, "DC1": 17,
        "DC2": 18, "DC3": 19, "DC4": 20, "NAK": 21, "SYN": 22, "ETB": 23, "CAN": 24, "EM": 25,
        "SUB": 26, "ESC": 27, "FS": 28, "GS": 29, "RS": 30, "US": 31, "DEL": 127,
    ]

    private static func unit(_ word: String) -> [UInt8]? {
        if let control = controls[word] { return [control] }
        guard word.utf8.allSatisfy({ Array("0123456789ABCDEFU+".utf8).contains($0) }) else {
            return nil
        }
        if word.hasPrefix("U+"), (6...8).contains(word.utf8.count) {
            return UInt32(word.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
                .map { Array(String($0).utf8) }
        }
        return word.utf8.count == 2 ? UInt8(word, radix: 16).map { [$0] } : nil
    }
}
