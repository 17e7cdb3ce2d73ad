import Console
import Testing

@testable import Terminal

/// Random input, of two kinds: streams put together from pieces whose meaning is known, and bytes of any
/// kind. Seeds are in the names of what fails.
@Suite struct InputDecoderFuzzTests {
    /// A piece of input and what it means.
    struct Piece {
        let bytes: [UInt8]
        let events: [InputEvent]
    }

    static func piece(_ random: inout Seeded) -> Piece {
        switch random.below(8) {
        case 0:
            let byte = UInt8(0x20 + random.below(0x5f))
            return Piece(bytes: [byte], events: [.key(.character(Character(Unicode.Scalar(byte))))])
        case 1:
            let text = ["ż", "日", "é", "я", "🚦"][random.below(5)]
            return Piece(bytes: Array(text.utf8), events: [.key(.character(Character(text)))])
        case 2: return Piece(bytes: Array("\u{1b}[0n".utf8), events: [.fenceAnswered])
        case 3: return sequence(&random)
        case 4: return string(&random)
        case 5: return paste(&random)
        case 6:
            let bytes = (0..<3).map { _ in UInt8(32 + random.below(224)) }
            return Piece(
                bytes: Array("\u{1b}[M".utf8) + bytes,
                events: [Mouse(legacy: bytes).map { .mouse($0) } ?? .ignored])
        default:
            // Alt and a printable character that starts nothing.
            var byte = UInt8(0x30 + random.below(0x4f))
            if Array("O[]P_^X".utf8).contains(byte) { byte = UInt8(ascii: "a") }
            return Piece(bytes: [0x1b, byte], events: [.ignored])
        }
    }

    /// A sequence with parameters that make it no key that is known: all of it is one thing.
    private static func sequence(_ random: inout Seeded) -> Piece {
        var bytes =
            Array("\u{1b}[".utf8) + [[UInt8(ascii: "?"), UInt8(ascii: ">")][random.below(2)]]
        for _ in 0..<random.below(100) { bytes.append(UInt8(0x30 + random.below(12))) }
        for _ in 0..<random.below(3) { bytes.append(UInt8(0x20 + random.below(16))) }
        bytes.append(UInt8(0x40 + random.below(0x3f)))
        return Piece(bytes: bytes, events: [.ignored])
    }

    private static func string(_ random: inout Seeded) -> Piece {
        let start = Array("]P_^X".utf8)[random.below(5)]
        let text = (0..<random.below(60)).map { _ in UInt8(0x20 + random.below(0x5f)) }
        let end: [UInt8] = random.chance(50) ? [0x07] : [0x1b, UInt8(ascii: "\\")]
        return Piece(bytes: [0x1b, start] + text + end, events: [.ignored])
    }

    /// Anything at all but its own end; with fragments of the end and of everything else.
    private static func paste(_ random: inout Seeded) -> Piece {
        var text: [UInt8] = []
        for _ in 0..<random.below(6) {
            switch random.below(4) {
            case 0: text += (0..<random.below(40)).map { _ in random.byte() }
            case 1: text += Array("\u{1b}[201".utf8).prefix(1 + random.below(5))
            case 2: text += Array("\u{1b}[0n\u{18}Kay\r\u{1b}[200~".utf8)
            default: text.append(0x1b)
            }
            // What came together by chance is taken apart.
            while text.indices.contains(where: { text[$0...].starts(with: end) }) {
                text.removeLast()
            }
        }
        // The text must not join with its end either.
        if text.last == 0x1b || text.suffix(5).contains(0x1b) { text += Array("......".utf8) }
        return Piece(
            bytes: Array("\u{1b}[200~".utf8) + text + end, events: [.pasted(Paste(bytes: text))])
    }

    private static let end = Array("\u{1b}[201~".utf8)

    static func fed(_ bytes: [UInt8], cut: (Int) -> Bool) -> [InputEvent] {
        var decoder = InputDecoder()
        var events: [InputEvent] = []
        var start = 0
        for index in bytes.indices where cut(index) {
            events += decoder.feed(bytes[start..<index], at: 0)
            start = index
        }
        return events + decoder.feed(bytes[start...], at: 0)
    }

    @Test(arguments: 0..<20)
    func piecesMeanWhatTheyMeanHoweverTheyAreCut(_ seed: Int) {
        var random = Seeded(UInt64(seed))
        for _ in 0..<1_000 {
            let pieces = (0..<(1 + random.below(8))).map { _ in Self.piece(&random) }
            let bytes = pieces.flatMap(\.bytes)
            let meant = pieces.flatMap(\.events)
            #expect(Self.fed(bytes) { _ in false } == meant, "seed \(seed): \(bytes)")
            #expect(Self.fed(bytes) { _ in true } == meant, "seed \(seed), byte by byte: \(bytes)")
            var cuts = random
            #expect(Self.fed(bytes) { _ in cuts.chance(20) } == meant, "seed \(seed): \(bytes)")
        }
    }

    /// Every stream at every single place: what comes before it means what it meant, and what was begun
    /// there never becomes a key, however long the rest takes, but for Esc itself.
    @Test(arguments: 0..<4)
    func aHostileCutMakesNoKey(_ seed: Int) {
        var random = Seeded(UInt64(1_000 + seed))
        for _ in 0..<250 {
            let piece = Self.piece(&random)
            for place in piece.bytes.indices.dropFirst() {
                var decoder = InputDecoder()
                var events = decoder.feed(piece.bytes[..<place], at: 0)
                // The fence of a lone ESC, and nothing else, may pass here.
                if place == 1, piece.bytes[0] == 0x1b, Array("[O".utf8).contains(piece.bytes[1]) {
                    events += decoder.expire(at: 25_000_000)
                    #expect(events == [.key(.escape)])
                    events = []
                }
                events += decoder.feed(piece.bytes[place...], at: 500_000_000)
                #expect(events == piece.events, "seed \(seed), cut at \(place): \(piece.bytes)")
            }
        }
    }

    /// Any bytes: the same events however they are cut, a key for at most each byte, and nothing kept.
    @Test(arguments: 0..<10)
    func anyBytes(_ seed: Int) {
        var random = Seeded(UInt64(2_000 + seed))
        let favoured = Array("\u{1b}\u{1b}\u{1b}[[]OPM<~;:0123?nu\u{7}\\aK\u{18}\r".utf8)
        for _ in 0..<10_000 {
            let bytes = (0..<random.below(40)).map { _ in
                random.chance(70) ? favoured[random.below(favoured.count)] : random.byte()
            }
            let whole = Self.fed(bytes) { _ in false }
            var cuts = random
            #expect(Self.fed(bytes) { _ in true } == whole, "seed \(seed): \(bytes)")
            #expect(Self.fed(bytes) { _ in cuts.chance(30) } == whole, "seed \(seed): \(bytes)")
            #expect(whole.count <= 2 * bytes.count)
            #expect(Self.plainKeys(whole) <= Self.reachable(bytes), "seed \(seed): \(bytes)")
        }
    }

    /// How many keys are characters.
    private static func plainKeys(_ events: [InputEvent]) -> Int {
        events.count { if case .key(.character) = $0 { true } else { false } }
    }

    /// How many characters could be keys by another reading, much simpler than the decoder's: each start
    /// of a sequence takes at least one printable byte with it, or is the last thing of all.
    private static func reachable(_ bytes: [UInt8]) -> Int {
        var count = 0
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x1b {
                while index < bytes.count, bytes[index] == 0x1b { index += 1 }
                // The byte after ESC is never a character.
                index += 1
            } else {
                if bytes[index] >= 0x20, bytes[index] != 0x7f { count += 1 }
                index += 1
            }
        }
        // Reports of keys (`CSI 97 u`) end in a character that stands for one.
        return count
    }
}
