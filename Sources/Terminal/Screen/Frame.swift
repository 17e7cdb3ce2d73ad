package import Console

/// What is to be on the screen.
package struct Frame: Sendable {
    package var grid: Grid
    package var look: Look
    /// A number that comes back once the terminal says that this frame is on screen, or a newer one.
    package var fence: UInt64?

    package init(grid: Grid, look: Look, fence: UInt64? = nil) {
        self.grid = grid
        self.look = look
        self.fence = fence
    }
}
