/// Gathers a bracketed paste up to its end mark, whatever stands in it.
///
/// A terminal that dies in the middle never sends the end; the keyboard must not be lost to that. A
/// single byte with silence before it (``silence``) and after it (``alone``) is a person at a keyboard
/// that does not answer: the paste is given up, and that byte with it.
struct PasteReader: Hashable, Sendable {
    static let silence: Int64 = 2_000_000_000
    static let alone: Int64 = 250_000_000
    private static let end = Array("\u{1b}[201~".utf8)

    private var kept: [UInt8] = []
    private var dropped = 0
    /// How many bytes of the end mark were just read.
    private var matched = 0
    private var last: Int64
    /// Bytes since the last long silence, if there was one.
    private var sinceSilence: Int?

    init(at now: Int64) {
        last = now
    }

    /// When a byte that came alone gives the paste up.
    var deadline: Int64? { sinceSilence == 1 ? last + Self.alone : nil }

    /// Reads one byte; the paste, once it is whole.
    mutating func read(_ byte: UInt8, at now: Int64) -> Paste? {
        if now - last >= Self.silence {
            sinceSilence = 1
        } else if let count = sinceSilence {
            sinceSilence = min(count + 1, 2)
        }
        last = now
        if byte == Self.end[matched] {
            matched += 1
            return matched == Self.end.count ? paste(isWhole: true) : nil
        }
        // The mark's first byte stands nowhere else in it: what was matched is text.
        for text in Self.end.prefix(matched) { keep(text) }
        matched = byte == Self.end[0] ? 1 : 0
        if matched == 0 { keep(byte) }
        return nil
    }

    /// What there is of the paste when the time of ``deadline`` has come.
    mutating func giveUp(at now: Int64) -> Paste? {
        guard let deadline, now >= deadline else { return nil }
        return paste(isWhole: false)
    }

    private func paste(isWhole: Bool) -> Paste {
        Paste(bytes: kept, dropped: dropped, isWhole: isWhole)
    }

    private mutating func keep(_ byte: UInt8) {
        if kept.count < Paste.most {
            kept.append(byte)
        } else {
            dropped += 1
        }
    }
}
