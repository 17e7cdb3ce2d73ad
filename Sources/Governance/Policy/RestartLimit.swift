/// How often a server that died may be started again: so many starts within a window.
package struct RestartLimit: Hashable, Sendable {
    /// Starts allowed within the window, at least 1.
    package let count: Int
    /// The exact window.
    package let window: Duration

    /// Allows so many starts within a window.
    package init(count: Int, window: Duration) {
        self.count = count
        self.window = window
    }

    /// Five within ten minutes: systemd's burst of five, over a window that a server which needs
    /// a minute to fail cannot slip through.
    package static let usual = RestartLimit(count: 5, window: .seconds(600))
}
