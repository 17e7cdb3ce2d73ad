package import SafeText

/// Spans of time as people read them.
package enum Span {
    /// `0:42`, `29:58` or `1:05:00`, counted down to whole seconds; never below zero.
    package static func clock(_ nanoseconds: Int64) -> SafeText {
        let seconds = max(0, nanoseconds) / 1_000_000_000
        let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
        return hours > 0
            ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
    }

    private static func two(_ number: Int64) -> SafeText {
        number < 10 ? "0\(number)" : "\(number)"
    }

    /// Reads `30s`, `5m`, `2h` or `1d` into nanoseconds; nil for anything else and for nothing.
    package static func nanoseconds(_ text: String) -> Int64? {
        let units: [UInt8: Int64] = [
            UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3600,
            UInt8(ascii: "d"): 86_400,
        ]
        let digits = text.utf8.dropLast()
        guard let unit = text.utf8.last.flatMap({ units[$0] }), (1...6).contains(digits.count),
            digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let count = Int64(String(decoding: digits, as: UTF8.self)), count > 0
        else { return nil }
        return count * unit * 1_000_000_000
    }
}
