import Glibc

/// Cuts a stream of bytes into lines. Lines that lie whole in a chunk are handed on where they lie;
/// only what is left over is copied, and never more than the limit and one chunk.
struct LineReader: ~Copyable {
    enum Piece {
        case line(UnsafeRawBufferPointer)
        case tooLong
    }

    let limit: Int
    private var held = ByteStore()
    /// Bytes at the start of `held` known to have no newline.
    private var searched = 0
    private var isSkipping = false

    init(limit: Int) {
        self.limit = limit
    }

    /// Bytes kept: the start of a line, or lines not handed on since `hand` asked to stop.
    var heldBytes: Int { held.count }

    /// Takes a chunk. `hand` answers whether it wants more; if not, the rest is kept for `takeHeld`.
    mutating func take(_ chunk: UnsafeRawBufferPointer, hand: (Piece) -> Bool) {
        guard held.count == 0 else {
            held.append(chunk)
            takeHeld(hand: hand)
            return
        }
        let (used, wantsMore) = cut(chunk, from: 0, hand: hand)
        let rest = UnsafeRawBufferPointer(rebasing: chunk[used...])
        searched = 0
        guard !rest.isEmpty else { return }
        if wantsMore { settle(rest, hand: hand) } else { held.append(rest) }
    }

    /// Keeps a chunk for `takeHeld`, because nothing may be handed on now.
    mutating func keep(_ chunk: UnsafeRawBufferPointer) {
        held.append(chunk)
    }

    /// Goes on with what was kept.
    mutating func takeHeld(hand: (Piece) -> Bool) {
        let (used, wantsMore) = cut(held.bytes, from: searched, hand: hand)
        held.removeFirst(used)
        searched = 0
        guard wantsMore else { return }
        searched = held.count
        guard held.count > limit || isSkipping else { return }
        drop(hand: hand)
    }

    mutating func removeAll() {
        held.removeAll()
        searched = 0
    }

    /// The remainder of a chunk, without a newline, that begins a line.
    private mutating func settle(_ rest: UnsafeRawBufferPointer, hand: (Piece) -> Bool) {
        guard !isSkipping else { return }
        held.append(rest)
        searched = rest.count
        if held.count > limit { drop(hand: hand) }
    }

    private mutating func drop(hand: (Piece) -> Bool) {
        held.removeAll()
        searched = 0
        guard !isSkipping else { return }
        isSkipping = true
        _ = hand(.tooLong)
    }

    /// Hands on the lines of `bytes`; `from` is where a newline may first be. Returns how many bytes
    /// are done with, and whether more is wanted.
    private mutating func cut(
        _ bytes: UnsafeRawBufferPointer, from: Int, hand: (Piece) -> Bool
    ) -> (used: Int, wantsMore: Bool) {
        guard let base = bytes.baseAddress else { return (0, true) }
        var start = 0
        var search = from
        while search < bytes.count,
            let newline = memchr(base + search, 0x0a, bytes.count - search)
        {
            let end = UnsafeRawPointer(newline) - base
            let line = UnsafeRawBufferPointer(start: base + start, count: end - start)
            start = end + 1
            search = start
            if isSkipping {
                isSkipping = false
                continue
            }
            guard hand(line.count > limit ? .tooLong : .line(line)) else { return (start, false) }
        }
        return (start, true)
    }
}
