/// What the drawing thread has not done yet: the newest of each kind, so that a terminal that takes
/// nothing costs no memory and shows what is newest when it takes something again.
struct DrawOrders: Sendable {
    /// Whose the terminal is to be.
    enum Possession: Sendable {
        /// Take it again.
        case resume
        /// Give it back.
        case leave
        /// Give it back for good.
        case end
    }

    private(set) var frame: Frame?
    private(set) var title: WindowTitle?
    private(set) var copied: [UInt8]?
    private(set) var rings = false
    private(set) var forgets = false
    private(set) var possession: Possession?

    /// A frame takes the place of one that was not drawn. The fence of that one stays, if this has none:
    /// what it asks is whether a frame at least as new is on screen.
    mutating func draw(_ frame: Frame) {
        let fence = frame.fence ?? self.frame?.fence
        self.frame = frame
        self.frame?.fence = fence
    }

    mutating func title(_ title: WindowTitle) { self.title = title }
    mutating func copy(_ bytes: [UInt8]) { copied = bytes }
    mutating func ring() { rings = true }
    mutating func forget() { forgets = true }
    mutating func possess(_ possession: Possession) {
        // Once it is to end nothing takes it back.
        if case .end = self.possession { return }
        self.possession = possession
    }

    /// All of it, to be done now.
    mutating func take() -> DrawOrders {
        defer { self = DrawOrders() }
        return self
    }
}
