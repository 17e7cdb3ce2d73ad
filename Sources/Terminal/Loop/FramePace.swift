/// How often a frame is drawn: thirty times a second, ten where messages pour in and nobody types, four
/// where drawing itself takes long (a slow line).
struct FramePace: Hashable, Sendable {
    static let calm: Int64 = 33_000_000
    static let loaded: Int64 = 100_000_000
    static let slow: Int64 = 250_000_000
    /// A frame that took longer than this is slow.
    static let slowFrame: Int64 = 50_000_000
    /// More messages than this since the last frame are a load.
    static let load = 64

    private var last: Int64?
    private var messages = 0
    private var hasInput = false
    /// What is shown is not what is.
    private(set) var isDue = true

    /// Something changed for one message.
    mutating func note(messages count: Int) {
        messages += count
        isDue = isDue || count > 0
    }

    /// Something changed for a key, the size or the time.
    mutating func noteInput() {
        hasInput = true
        isDue = true
    }

    /// When the next frame may be drawn, given how long the last one took.
    func next(took: Int64) -> Int64 {
        guard let last else { return .min }
        if took > Self.slowFrame { return last + Self.slow }
        return last + (messages > Self.load && !hasInput ? Self.loaded : Self.calm)
    }

    /// A frame was handed over.
    mutating func drawn(at now: Int64) {
        self = FramePace()
        isDue = false
        last = now
    }
}
